// The search page: searches for the question in its address, and handles typing, the filters, the
// keys and the browser's history.

import {
  addressOf,
  box,
  chosenQuestion,
  create,
  currentQuestion,
  field,
  filters,
  translate,
} from "./search-form.js";
import { Search } from "./search-paging.js";
import {
  STEP,
  clearOtherResults,
  createRetry,
  list,
  more,
  near,
  status,
} from "./search-results.js";

/** @typedef {import("./search-form.js").Question} Question */

const DELAY = 250; // milliseconds after the last key before the search begins

/** @type {Search | undefined} */
let search; // the one that is shown
let runs = 0; // an older run than the last one has nothing to show any more
/** @type {number | undefined} */
let timer; // of what is being typed

// -- running -------------------------------------------------------------------------------------

async function run({ reopened = false } = {}) {
  const question = currentQuestion();
  const number = ++runs;
  if (search) search.cancelled = true;
  search = undefined;
  if (field.value.trim() !== question.q.trim()) field.value = question.q;
  linkOtherScripts();
  near.hidden = true;
  more.hidden = true;
  delete list.dataset.asked;
  delete list.dataset.unread;
  Object.assign(list.dataset, { state: "loading", query: question.q, total: 0 });
  list.setAttribute("aria-busy", "true");
  status.textContent = question.q.trim() ? translate("loading") : "";
  try {
    const engine = await box.engine();
    engine.preload().catch(() => undefined); // reported by the search that needs it
    const query = await engine.query(question.q);
    if (number !== runs) return;
    search = new Search(question, engine, query, reopened);
    await search.begin(Math.max(STEP, history.state?.shown ?? 0));
  } catch (fault) {
    if (number === runs) await fail(fault, reopened);
  }
}

/**
 * Opens the index anew and searches again, once, since it may have been replaced since it was
 * opened; then reports the failure. Results of this very question stay in the list.
 * @param {unknown} fault
 * @param {boolean} reopened
 */
async function fail(fault, reopened) {
  closeEngine();
  if (!reopened) return run({ reopened: true });
  console.warn(fault);
  const archive = create("a", { href: list.dataset.archive ?? "" }, translate("archive"));
  const parts = [translate("failed"), " ", createRetry(), " ", translate("failed_archive"), " "];
  status.replaceChildren(...parts, archive);
  clearOtherResults();
  more.hidden = true;
  list.removeAttribute("aria-busy");
  list.dataset.state = "error";
}

function closeEngine() {
  box.engine.opened?.then(
    (engine) => engine.close(),
    () => undefined,
  );
  box.engine.opened = undefined;
}

/**
 * Searches for another question, whose address becomes the page's.
 * @param {Question} question
 * @param {{replace?: boolean}} [options]
 */
function go(question, { replace = false } = {}) {
  const address = addressOf(question);
  if (address !== (location.search || "./")) {
    history[replace ? "replaceState" : "pushState"]({}, "", address);
  }
  run();
}

function linkOtherScripts() {
  for (const link of document.querySelectorAll("nav.script-switch a")) {
    /** @type {HTMLAnchorElement} */ (link).search = location.search;
  }
}

// -- the form ------------------------------------------------------------------------------------

function searchSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const question = currentQuestion();
    if (field.value.trim() === question.q.trim()) return;
    go({ ...question, q: field.value }, { replace: true });
  }, DELAY);
}

// Safari before 16.4 has no isComposing on input events.
let composing = false;

field.addEventListener("compositionstart", () => (composing = true));
field.addEventListener("compositionend", () => {
  composing = false;
  searchSoon();
});
field.addEventListener("input", (event) => {
  if (!composing && !(event instanceof InputEvent && event.isComposing)) searchSoon();
});

box.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go({ ...currentQuestion(), q: field.value });
});

filters.addEventListener("change", () => go(chosenQuestion()));
filters.addEventListener("reset", (event) => {
  event.preventDefault();
  go({ q: currentQuestion().q });
});
filters.addEventListener("submit", (event) => event.preventDefault());

// -- the list ------------------------------------------------------------------------------------

status.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element && target.closest("button"))) return;
  closeEngine();
  run();
});

near.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  run();
  field.focus();
});

more.addEventListener("click", async () => {
  if (!search || more.hasAttribute("aria-disabled")) return;
  const current = search;
  try {
    await current.showMore();
  } catch (fault) {
    if (!current.cancelled) await fail(fault, true);
  }
});

document.addEventListener("keydown", (event) => {
  /** @type {HTMLElement[]} */
  const stops = [field, ...list.querySelectorAll("a")];
  const current = stops.findIndex((stop) => stop === document.activeElement);
  if (event.key === "Escape" && current > 0) field.focus();
  const steps = new Map([
    ["ArrowDown", 1],
    ["ArrowUp", -1],
  ]);
  const step = steps.get(event.key);
  if (!step || current < 0 || event.isComposing || !stops[current + step]) return;
  event.preventDefault();
  stops[current + step].focus();
});

addEventListener("popstate", () => run());

if (!currentQuestion().q) field.focus({ preventScroll: true });
run();
