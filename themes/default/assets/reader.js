// A reader's choices: light, size and typeface, stored in the browser and set as classes on <html>
// (the script in the page's head sets them before the first paint; without scripts :has() does the
// same while the page is open); and the script. Links to the other scripts work by themselves: this
// module turns the page in place instead, and tells a reader of another script once that it exists.

import "./search-box.js";

const root = document.documentElement;

/**
 * A stored choice, after storing its new value where one is given.
 * @param {"reader" | "script" | "suggest"} name
 * @param {string} [value]
 */
function stored(name, value) {
  try {
    if (value !== undefined) localStorage[name] = value;
    return String(localStorage[name] ?? "");
  } catch {
    return ""; // a reader may forbid it: then a choice holds for this page
  }
}

// -- 显示 ----------------------------------------------------------------------------------------

const settings = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".settings"));

/**
 * The settings' options and checkboxes; a theme may have none.
 * @returns {(HTMLOptionElement | HTMLInputElement)[]}
 */
function choices() {
  /** @type {NodeListOf<HTMLOptionElement | HTMLInputElement> | undefined} */
  const found = settings?.querySelectorAll("[value]");
  return [...(found ?? [])];
}

/** @param {string} classes */
function apply(classes) {
  root.className = classes;
  settings?.querySelector("form")?.reset();
  for (const choice of choices()) {
    if (root.classList.contains(choice.value)) select(choice);
  }
}

/** @param {HTMLOptionElement | HTMLInputElement} choice */
function select(choice) {
  if (choice instanceof HTMLOptionElement) choice.selected = true;
  else choice.checked = true;
}

settings?.addEventListener("change", () => {
  // A choice that this page does not offer (竖排, on a front page) keeps its value.
  for (const choice of choices()) {
    const on = choice instanceof HTMLOptionElement ? choice.selected : choice.checked;
    root.classList.toggle(choice.value, on);
  }
  stored("reader", root.className);
  document.dispatchEvent(new Event("wornchange"));
});

settings?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !settings.open) return;
  settings.open = false;
  settings.querySelector("summary")?.focus();
});

// Choices of another window, or of the time this page was in the browser's cache, hold here too.
addEventListener("storage", ({ key, newValue }) => {
  if (key === "reader") apply(newValue ?? "");
});
document.addEventListener("scriptchange", () => apply(root.className));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) apply(stored("reader"));
});

apply(root.className);

// -- 简体 臺灣正體 香港繁體 ----------------------------------------------------------------------------

const LINKS = "nav.script-switch a";
/** @type {Map<string, Promise<[html: string, turning: typeof import("./turning.js")]>>} */
const pages = new Map();
/** @type {HTMLAnchorElement | undefined} */
let clicked; // the last one

/**
 * Loads, once, another script's page and the module that turns this one into it.
 * @param {string} address
 */
function load(address) {
  let loading = pages.get(address);
  if (!loading) {
    loading = Promise.all([fetchText(address), import("./turning.js")]);
    loading.catch(() => pages.delete(address)); // whoever needs it handles the failure
    pages.set(address, loading);
  }
  return loading;
}

/** @param {string} address */
async function fetchText(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.text();
}

/** @param {string} html */
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/**
 * The link to another script that an event is about.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLAnchorElement | null}
 */
function linkOf({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

for (const type of ["pointerover", "touchstart", "focusin"]) {
  const preload = (/** @type {Event} */ event) => {
    const link = linkOf(event, `${LINKS}:not([aria-current])`);
    if (link) load(link.href).catch(() => undefined);
  };
  addEventListener(type, preload, { passive: true });
}

addEventListener("click", async (event) => {
  if (settings && event.target instanceof Node && !settings.contains(event.target)) {
    settings.open = false;
  }
  const link = linkOf(event, LINKS);
  if (!link) return;
  stored("script", link.lang);
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  // The search page's results can only be had from its address.
  if (modified || document.getElementById("search-results")) return;
  event.preventDefault();
  clicked = link;
  const { href } = link; // turning changes it
  try {
    const [html, turning] = await load(href);
    if (clicked !== link) return;
    const page = parse(html);
    if (page.documentElement.lang !== link.lang) throw new Error("another page");
    for (const bar of document.querySelectorAll(".bar")) bar.remove();
    turning.become(page, href);
  } catch {
    location.href = href; // whatever is there, the browser shows it
  }
});

// The link to the script chosen before, else to that of the browser's first Chinese language.
function preferredLink() {
  /** @type {HTMLAnchorElement[]} */
  const links = [...document.querySelectorAll(/** @type {"a"} */ (LINKS))];
  /** @param {string} tag */
  const linkTo = (tag) => links.find(({ lang }) => lang === tag);
  const chosen = linkTo(stored("script"));
  if (chosen) return chosen;
  for (const tag of navigator.languages) {
    const { language, script, region = "" } = new Intl.Locale(tag).maximize();
    if (language !== "zh" && language !== "yue") continue;
    if (script === "Hans") return linkTo("zh-Hans");
    return linkTo(/HK|MO/.test(region) ? "zh-Hant-HK" : "zh-Hant-TW") ?? linkTo("zh-Hant");
  }
  return undefined;
}

// Tells a reader, in words of the other page, that it exists.
async function suggest() {
  const link = preferredLink();
  if (!link || link.lang === root.lang || stored("suggest")) return;
  const [html] = await load(link.href);
  /** @type {HTMLElement | null} */
  const other = parse(html).querySelector("nav.script-switch");
  const [label, dismiss] = (other?.dataset.say ?? "").split("|");
  const go = document.createElement("a");
  go.textContent = label;
  go.href = link.href;
  go.onclick = (event) => {
    event.preventDefault();
    link.click();
  };
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", dismiss);
  const bar = document.createElement("p");
  bar.className = "bar suggest";
  bar.lang = link.lang;
  bar.append(go, close);
  close.onclick = () => {
    stored("suggest", "no");
    bar.remove();
  };
  document.body.append(bar);
}

suggest().catch(() => undefined); // without it the links still work

// -- words of a search ---------------------------------------------------------------------------

if (/[?&]hit=/.test(location.search)) import("./hit.js");
