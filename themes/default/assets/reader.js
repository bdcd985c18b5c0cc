// What a reader chooses is kept: light, size and face, worn as classes on <html> (the script in
// the page's head puts them there before the first paint; without scripts :has() does the same
// while the page is open), and the script: its links work by themselves; here the page turns under
// the reader's eyes instead, and one who reads another script is told once that it is there.

import "./search-box.js";

const root = document.documentElement;

function kept(name, value) {
  try {
    if (value !== undefined) localStorage[name] = value;
    return localStorage[name] ?? "";
  } catch {
    return ""; // a reader may forbid it: then a choice holds for this page
  }
}

// -- 显示 ----------------------------------------------------------------------------------------

const settings = document.querySelector(".settings");
const choices = () => [...(settings?.querySelectorAll("[value]") ?? [])]; // a theme may have none

function wear(chosen) {
  root.className = chosen;
  settings?.querySelector("form").reset();
  for (const one of choices()) if (root.classList.contains(one.value)) one.selected = one.checked = true;
}

settings?.addEventListener("change", () => {
  // What a page offers no choice of (竖排, on a front page) stays as it was chosen.
  for (const { value, selected, checked } of choices()) {
    root.classList.toggle(value, selected ?? checked);
  }
  kept("reader", root.className);
  document.dispatchEvent(new Event("wornchange"));
});

settings?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !settings.open) return;
  settings.open = false;
  settings.firstElementChild.focus();
});

// Chosen in another window, or since this page was put aside: it counts here too.
addEventListener("storage", ({ key, newValue }) => key === "reader" && wear(newValue ?? ""));
document.addEventListener("scriptchange", () => wear(root.className));
addEventListener("pageshow", ({ persisted }) => persisted && wear(kept("reader")));

wear(root.className);

// -- 简体 臺灣正體 香港繁體 ----------------------------------------------------------------------------

const LINKS = "nav.script-switch a";
const pages = new Map();
let last;

// What a turn needs, once: the other page and the module that turns.
function load({ href }) {
  if (!pages.has(href)) {
    const page = fetch(href).then((answer) => (answer.ok ? answer.text() : Promise.reject()));
    const both = Promise.all([page, import("./turning.js")]);
    both.catch(() => pages.delete(href)); // told where it is needed
    pages.set(href, both);
  }
  return pages.get(href);
}

const read = (html) => new DOMParser().parseFromString(html, "text/html");

for (const sign of ["pointerover", "touchstart", "focusin"]) {
  addEventListener(sign, ({ target }) => {
    const link = target.closest?.(LINKS + ":not([aria-current])");
    if (link) load(link).catch(() => undefined);
  }, { passive: true });
}

addEventListener("click", async (event) => {
  if (settings && !settings.contains(event.target)) settings.open = false;
  const link = event.target.closest(LINKS);
  if (!link) return;
  kept("script", link.lang);
  // The search page holds what only its own address can find again.
  const away = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (away || document.getElementById("search-results")) return;
  event.preventDefault();
  last = link;
  const { href } = link;
  try {
    const [html, turning] = await load(link);
    if (last !== link) return;
    const page = read(html);
    if (page.documentElement.lang !== link.lang) throw new Error(); // whatever it is, let it be seen
    for (const bar of document.querySelectorAll(".bar")) bar.remove();
    turning.become(page, href);
  } catch {
    location.href = href;
  }
});

// What the reader chose before, else the first Chinese among the browser's languages.
function wanted() {
  const all = [...document.querySelectorAll(LINKS)];
  const offered = (tag) => all.find(({ lang }) => lang === tag);
  const chosen = offered(kept("script"));
  for (const tag of chosen ? [] : navigator.languages) {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    if (language !== "zh" && language !== "yue") continue;
    if (script === "Hans") return offered("zh-Hans");
    return offered(/HK|MO/.test(region) ? "zh-Hant-HK" : "zh-Hant-TW") ?? offered("zh-Hant");
  }
  return chosen;
}

async function suggest() {
  const link = wanted();
  if (!link || link.lang === root.lang || kept("suggest")) return;
  const [html] = await load(link);
  const line = document.createElement("p");
  line.className = "bar suggest";
  line.lang = link.lang;
  // The words are the other page's own.
  line.innerHTML = `<a href=""></a><button type="button">×</button>`;
  const [go, close] = line.children;
  const words = read(html).querySelector("nav.script-switch").dataset.say.split("|");
  go.textContent = words[0];
  close.setAttribute("aria-label", words[1]);
  go.href = link.href;
  go.onclick = (event) => {
    event.preventDefault();
    link.click();
  };
  close.onclick = () => {
    kept("suggest", "no");
    line.remove();
  };
  document.body.append(line);
}

suggest().catch(() => undefined); // one can do without

// -- come from a search ----------------------------------------------------------------------------

if (/[?&]hit=/.test(location.search)) import("./hit.js");
