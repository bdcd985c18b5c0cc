// The search box in the header: nothing of the search is loaded before a reader turns to it; then
// what the first query needs comes ahead of the first key. "/" leads to it from anywhere.

const box = document.querySelector("form.search-box");
const field = box?.elements.namedItem("q");

function engine() {
  const at = (path) => new URL(path, import.meta.url).href;
  engine.opened ??= (async () => {
    const [{ open }, text] = await Promise.all([
      import("./search-engine.js"),
      import("./search-text.js"),
    ]);
    const worker = at("./search-worker.js");
    return open(at("../search/data/"), document.documentElement.lang, worker, text);
  })();
  engine.opened.catch(() => (engine.opened = undefined));
  return engine.opened;
}

if (box) box.engine = engine; // the search page asks the same one

field?.addEventListener("focus", () => {
  // What cannot be had now is told where it is needed.
  engine().then((opened) => opened.warm()).catch(() => undefined);
});

field?.setAttribute("aria-keyshortcuts", "/");
field?.setAttribute("enterkeyhint", "search");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field?.focus();
  field?.select();
});
