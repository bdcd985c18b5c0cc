// The search box in the header. Nothing of the search is loaded before a reader focuses the box;
// then what the first query needs is loaded while they type. The key "/" focuses it from anywhere.

/** @typedef {import("./search-engine.js").Engine} Engine */
/**
 * The form, through which the search page, the self-test and the benchmarks reach the engine: it is
 * opened once, and anew where `opened` was emptied.
 * @typedef {HTMLFormElement & {engine: typeof engine}} SearchBox
 */

/** @type {SearchBox | null} */
const box = document.querySelector("form.search-box");
const field = /** @type {HTMLInputElement | null} */ (box?.elements.namedItem("q") ?? null);

/** @returns {Promise<Engine>} */
function engine() {
  if (!engine.opened) {
    engine.opened = open();
    engine.opened.catch(() => (engine.opened = undefined));
  }
  return engine.opened;
}

/** @type {Promise<Engine> | undefined} */
engine.opened = undefined;

async function open() {
  // The engine imports the other two: all three are asked for at once.
  const [module] = await Promise.all([
    import("./search-engine.js"),
    import("./search-text.js"),
    import("./search-excerpts.js"),
  ]);
  const data = new URL("../search/data/", import.meta.url).href;
  const worker = new URL("./search-worker.js", import.meta.url).href;
  return module.open(data, document.documentElement.lang, worker);
}

if (box) box.engine = engine;

field?.addEventListener("focus", () => {
  // A file that cannot be loaded is reported by the search that needs it.
  engine()
    .then((opened) => opened.preload())
    .catch(() => undefined);
});

field?.setAttribute("aria-keyshortcuts", "/");
field?.setAttribute("enterkeyhint", "search");

document.addEventListener("keydown", (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const typing = target?.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field?.focus();
  field?.select();
});
