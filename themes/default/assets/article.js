// The buttons of an article: listen, share, print, cite. Their words are in the bar's data-say; what
// a button needs is loaded when it is clicked.

import "./reader.js";

const bar = /** @type {HTMLElement | null} */ (document.querySelector(".tools"));

function address() {
  const canonical = /** @type {HTMLLinkElement | null} */ (
    document.querySelector("link[rel=canonical]")
  );
  return canonical?.href ?? location.href.replace(/[?#].*/, "");
}

// Fills the bar, in the page's script.
function showButtons() {
  if (!bar) return;
  const words = (bar.dataset.say ?? "").split("|");
  const [listen, share, print, cite, done] = words;
  bar.setAttribute("aria-live", "polite");
  bar.replaceChildren();
  if ("speechSynthesis" in window) {
    addButton(bar, listen, async () => (await import("./aloud.js")).listen(words.slice(5)));
  }
  addButton(bar, share, (button) =>
    navigator.share
      ? navigator.share({ title: document.title, url: address() }).catch(() => undefined)
      : copy(button, address(), done),
  );
  addButton(bar, print, () => window.print());
  addButton(bar, cite, async (button) =>
    copy(button, (await import("./citing.js")).citation(address()), done),
  );
}

/**
 * @param {Element} parent
 * @param {string} label
 * @param {(button: HTMLButtonElement) => unknown} action
 */
function addButton(parent, label, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.onclick = () => action(button);
  parent.append(button);
}

/**
 * Copies a text, and shows on the button that it was copied.
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {string} done
 */
async function copy(button, text, done) {
  const label = button.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    window.prompt(label, text); // to be copied by hand
    return;
  }
  button.textContent = done;
  setTimeout(() => (button.textContent = label), 2000);
}

// 竖排 sets digits upright.
async function setUpright() {
  const vertical = document.documentElement.matches(".v:lang(zh-Hant)");
  if (vertical) (await import("./upright.js")).setUpright();
}

// In print a link shows its address.
addEventListener("beforeprint", () => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".e-content a:not([href^='#']), .note a");
  for (const link of links) link.dataset.at = link.href;
});

document.addEventListener("scriptchange", showButtons);
document.addEventListener("scriptchange", setUpright);
document.addEventListener("wornchange", setUpright);
showButtons();
setUpright();
