// This page in another script, under the reader's eyes: the same elements with other words, and
// the reader's line where it was. Knows two pages of one shape; refuses to know where from.

const root = document.documentElement;
const TOLD =
  "title,meta[name=description],meta[property],link:not([rel=stylesheet]),script[type$=json]";

// This page becomes `page`, a document, whose address is `address`.
export function become(page, address) {
  const line = held();
  const before = line?.getBoundingClientRect();
  root.style.overflowAnchor = "none"; // the browser would correct it a second time
  history.replaceState(history.state, "", address + location.hash);
  root.lang = page.documentElement.lang;
  for (const old of document.head.querySelectorAll(TOLD)) old.remove();
  document.head.append(...page.head.querySelectorAll(TOLD));
  change(document.body, page.body);
  document.dispatchEvent(new Event("scriptchange"));
  const now = line?.isConnected ? line : document.getElementById(line?.id);
  if (now) {
    const { top, right } = now.getBoundingClientRect();
    scrollBy({ top: top - before.top, behavior: "instant" });
    document.querySelector(".e-content")?.scrollBy({ left: right - before.right, behavior: "instant" });
  }
  requestAnimationFrame(() => (root.style.overflowAnchor = ""));
}

// The block that begins first below the window's top edge; else the one that fills it.
function held() {
  let best, first = innerHeight;
  for (const one of document.querySelectorAll("main :is(p,h1,h2,h3,li,td,pre,figure)")) {
    const { top, bottom, height } = one.getBoundingClientRect();
    if (!height || bottom < 0) continue;
    if (top >= 0 && top < first) [best, first] = [one, top];
    else if (top < 0) best ??= one;
  }
  return best;
}

// Elements stay where their shape is the same: what they listen to, hold and have focus in, too.
// At the body's end may stand what is none of the page's (an extension's, the preview's).
function change(old, other) {
  const kids = [...old.childNodes], others = [...other.childNodes];
  const fits = kids.length === others.length || (old === document.body && kids.length > others.length);
  if (old.nodeType === Node.TEXT_NODE) old.data = other.data;
  else if (fits && others.every((one, at) => one.nodeName === kids[at].nodeName)) {
    others.forEach((one, at) => change(kids[at], one));
  } else old.replaceChildren(...others);
  // Pages of one shape differ in one attribute's presence; what scripts have set stays.
  if (old.hasAttribute?.("aria-current") && !other.hasAttribute("aria-current")) {
    old.removeAttribute("aria-current");
  }
  for (const { name, value } of other.attributes ?? []) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
