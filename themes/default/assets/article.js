// What one does with an article beside reading it: hear it, pass it on, print it, cite it. Knows
// the buttons and their words (data-say); what a button needs beyond that is loaded with its click.

import "./reader.js";

const bar = document.querySelector(".tools");
const address = () =>
  document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*/, "");

function build() {
  const words = bar.dataset.say.split("|");
  const [listen, share, print, cite, done] = words;
  const add = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = () => act(button);
    bar.append(button);
  };
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return void window.prompt(button.textContent, text); // to be copied by hand
    }
    const label = button.textContent;
    button.textContent = done;
    setTimeout(() => (button.textContent = label), 2000);
  };
  bar.setAttribute("aria-live", "polite");
  bar.replaceChildren();
  if ("speechSynthesis" in window) {
    add(listen, async () => (await import("./aloud.js")).listen(words.slice(5)));
  }
  add(share, (button) =>
    navigator.share
      ? navigator.share({ title: document.title, url: address() }).catch(() => undefined)
      : copy(button, address()),
  );
  add(print, () => window.print());
  add(cite, async (button) => copy(button, (await import("./citing.js")).citation(address())));
}

// 竖排 wants its digits upright.
async function upright() {
  if (document.documentElement.matches(".v:lang(zh-Hant)")) (await import("./upright.js")).stand();
}

// On paper a link is its address.
addEventListener("beforeprint", () => {
  const links = document.querySelectorAll(".e-content a:not([href^='#']), .note a");
  for (const link of links) link.dataset.at = link.href;
});

document.addEventListener("scriptchange", build);
document.addEventListener("scriptchange", upright);
document.addEventListener("wornchange", upright);
build();
upright();
