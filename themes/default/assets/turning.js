// Turns this page into the same page in another script: the same elements with other words, and the
// reader's line at the same place in the window.

const root = document.documentElement;
const METADATA =
  "title,meta[name=description],meta[property],link:not([rel=stylesheet]),script[type$=json]";

/**
 * Shows another script's page in place of this one.
 * @param {Document} page
 * @param {string} address the page's
 */
export function become(page, address) {
  const line = lineInView();
  const before = line?.getBoundingClientRect();
  root.style.overflowAnchor = "none"; // the browser would correct the position a second time
  history.replaceState(history.state, "", address + location.hash);
  root.lang = page.documentElement.lang;
  for (const old of document.head.querySelectorAll(METADATA)) old.remove();
  document.head.append(...page.head.querySelectorAll(METADATA));
  change(document.body, page.body);
  document.dispatchEvent(new Event("scriptchange"));
  const after = line?.isConnected ? line : document.getElementById(line?.id ?? "");
  if (before && after) {
    const { top, right } = after.getBoundingClientRect();
    scrollBy({ top: top - before.top, behavior: "instant" });
    const left = right - before.right;
    document.querySelector(".e-content")?.scrollBy({ left, behavior: "instant" });
  }
  requestAnimationFrame(() => (root.style.overflowAnchor = ""));
}

// The first block that begins in the window; where none does, the one that fills it.
function lineInView() {
  /** @type {Element | undefined} */
  let line;
  let first = innerHeight;
  for (const block of document.querySelectorAll("main :is(p,h1,h2,h3,li,td,pre,figure)")) {
    const { top, bottom, height } = block.getBoundingClientRect();
    if (!height || bottom < 0) continue;
    if (top >= 0 && top < first) {
      line = block;
      first = top;
    } else if (top < 0) {
      line ??= block;
    }
  }
  return line;
}

/**
 * Gives a node the words of another. Elements of the same shape stay, with their listeners, their
 * state and the focus. The body may end with elements that are not the page's (an extension's, the
 * preview's).
 * @param {Node} old
 * @param {Node} other
 */
function change(old, other) {
  const children = [...old.childNodes];
  const others = [...other.childNodes];
  const fits =
    children.length === others.length ||
    (old === document.body && children.length > others.length);
  if (old instanceof Text) old.data = other.textContent ?? "";
  else if (fits && others.every((child, index) => child.nodeName === children[index].nodeName)) {
    others.forEach((child, index) => change(children[index], child));
  } else if (old instanceof Element) old.replaceChildren(...others);
  if (old instanceof Element) changeAttributes(old, /** @type {Element} */ (other));
}

/**
 * @param {Element} old
 * @param {Element} other
 */
function changeAttributes(old, other) {
  // Pages of one shape differ in the presence of one attribute; those that scripts have set stay.
  if (old.hasAttribute("aria-current") && !other.hasAttribute("aria-current")) {
    old.removeAttribute("aria-current");
  }
  for (const { name, value } of other.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
