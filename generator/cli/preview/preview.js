// The preview's listener: reloads this page when it was rebuilt, shows what is wrong, marks what
// is not published yet. Put in by `huozi serve` while serving; never part of the site.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src);
  const page = own.searchParams.get("page");
  const since = own.searchParams.get("since");
  const base = own.pathname.slice(0, own.pathname.lastIndexOf("__huozi__/"));
  const spot = "huozi-preview:" + location.pathname;

  // -- keeping one's place ------------------------------------------------------------------
  const kept = sessionStorage.getItem(spot);
  if (kept !== null) {
    sessionStorage.removeItem(spot);
    const back = () => scrollTo({ top: Number(kept), behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  const again = () => {
    sessionStorage.setItem(spot, String(scrollY));
    location.reload();
  };

  // -- what is wrong ------------------------------------------------------------------------
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    details { font: 14px/1.5 system-ui, sans-serif; color: #1d1d1f; background: #fff8f6;
      border-top: 3px solid #b3261e; max-height: 60vh; overflow: auto; padding: .6rem 1rem;
      box-shadow: 0 -4px 24px #0003; }
    details.mild { border-color: #a06a00; background: #fffbf0; }
    summary { cursor: pointer; font-weight: 600; }
    ol { margin: .5rem 0; padding: 0 0 0 1.4rem; }
    code { font: 13px/1.5 ui-monospace, monospace; }
    .hint { color: #5b5b60; }
    mark { position: fixed; top: .5rem; left: .5rem; font: 600 13px/1 system-ui, sans-serif;
      background: #ffd54d; color: #222; padding: .45rem .7rem; border-radius: .3rem; }
  `);
  const host = document.createElement("huozi-preview");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  let folded = false;
  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const overlay = (problems) => {
    const errors = problems.filter((p) => p.severity === "error");
    const shown = errors.length ? errors : problems;
    const box = element("details", "", errors.length ? "" : "mild");
    box.open = errors.length > 0 && !folded;
    const summary = element("summary", errors.length
      ? `${errors.length} 处错误 · ${errors.length} to mend`
      : `${problems.length} 处提醒 · ${problems.length} to look at`);
    summary.addEventListener("click", () => { folded = box.open; });
    box.append(summary);
    const list = element("ol");
    for (const p of shown) {
      const item = element("li");
      item.append(element("code", `${p.path}:${p.line}:${p.column}`), " " + p.message);
      if (p.hint) item.append(element("span", "; " + p.hint, "hint"));
      list.append(item);
    }
    box.append(list);
    return box;
  };

  // -- what is not published yet ------------------------------------------------------------
  const label = (state) => state === "draft" ? "草稿 draft"
    : "未到发布时间 embargoed until " + state;
  const marks = (waiting) => {
    const here = decodeURI(location.pathname);
    const at = (path) => waiting["/" + path.slice(base.length)];
    for (const link of document.querySelectorAll("a[href]")) {
      const url = new URL(link.href);
      const state = url.origin === location.origin && at(decodeURI(url.pathname));
      if (state && !link.dataset.huoziWaiting) {
        link.dataset.huoziWaiting = state;
        link.append(element("small", ` [${label(state)}]`));
      }
    }
    return at(here) ? element("mark", label(at(here))) : null;
  };

  // -- listening ----------------------------------------------------------------------------
  const show = (news) => {
    if (news.stale) return again();
    root.replaceChildren();
    if (news.problems.length) root.append(overlay(news.problems));
    const mark = marks(news.waiting);
    if (mark) root.append(mark);
    if (root.childNodes.length) document.body.append(host);
    else host.remove();
  };
  // A browser keeps few connections to one host: pages nobody looks at give theirs back.
  let stream = null;
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(`${base}__huozi__/news?${new URLSearchParams({ page, since })}`);
      stream.onmessage = (message) => show(JSON.parse(message.data));
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
