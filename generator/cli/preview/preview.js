// The preview's client: reloads this page when it was rebuilt, lists the problems, marks what is not
// published yet. `huozi serve` adds it to the pages it serves; it is never part of the site.

/**
 * @typedef {{path: string, line: number, column: number, severity: string, message: string,
 *   hint?: string}} Problem
 */
/** @typedef {Record<string, string>} Waiting address → "draft", or the time of publication */
/** @typedef {{stale: boolean, problems: Problem[], waiting: Waiting}} News */

(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const source = new URL(script.src);
  const page = source.searchParams.get("page") ?? "";
  const since = source.searchParams.get("since") ?? "";
  const base = source.pathname.slice(0, source.pathname.lastIndexOf("__huozi__/"));
  const positionKey = `huozi-preview:${location.pathname}`;

  // -- the scroll position ------------------------------------------------------------------
  const position = sessionStorage.getItem(positionKey);
  if (position !== null) {
    sessionStorage.removeItem(positionKey);
    const restore = () => scrollTo({ top: Number(position), behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  }
  const reload = () => {
    sessionStorage.setItem(positionKey, String(scrollY));
    location.reload();
  };

  // -- problems -----------------------------------------------------------------------------
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
  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} [text]
   * @param {string} [className]
   * @returns {HTMLElementTagNameMap[Name]}
   */
  const create = (name, text = "", className = "") => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  /** @param {Problem[]} problems */
  const createList = (problems) => {
    const errors = problems.filter(({ severity }) => severity === "error");
    const box = create("details", "", errors.length ? "" : "mild");
    box.open = errors.length > 0 && !folded;
    const title = errors.length
      ? `${errors.length} 处错误 · ${errors.length} to mend`
      : `${problems.length} 处提醒 · ${problems.length} to look at`;
    const summary = create("summary", title);
    summary.addEventListener("click", () => {
      folded = box.open;
    });
    const list = create("ol");
    for (const { path, line, column, message, hint } of errors.length ? errors : problems) {
      const item = create("li");
      item.append(create("code", `${path}:${line}:${column}`), ` ${message}`);
      if (hint) item.append(create("span", `; ${hint}`, "hint"));
      list.append(item);
    }
    box.append(summary, list);
    return box;
  };

  // -- what is not published yet ------------------------------------------------------------
  /** @param {string} state */
  const label = (state) =>
    state === "draft" ? "草稿 draft" : `未到发布时间 embargoed until ${state}`;
  /**
   * Labels the links to unpublished pages; returns a label for this page where it is one.
   * @param {Waiting} waiting
   */
  const labelUnpublished = (waiting) => {
    /** @param {string} pathname */
    const stateOf = (pathname) => waiting[`/${decodeURI(pathname).slice(base.length)}`];
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("a[href]");
    for (const link of links) {
      const url = new URL(link.href);
      const state = url.origin === location.origin && stateOf(url.pathname);
      if (state && !link.dataset.huoziWaiting) {
        link.dataset.huoziWaiting = state;
        link.append(create("small", ` [${label(state)}]`));
      }
    }
    const state = stateOf(location.pathname);
    return state ? create("mark", label(state)) : null;
  };

  // -- events -------------------------------------------------------------------------------
  /** @param {News} news */
  const show = (news) => {
    if (news.stale) {
      reload();
      return;
    }
    root.replaceChildren();
    if (news.problems.length) root.append(createList(news.problems));
    const mark = labelUnpublished(news.waiting);
    if (mark) root.append(mark);
    if (root.childNodes.length) document.body.append(host);
    else host.remove();
  };
  // A browser opens few connections to one host: hidden pages close theirs.
  /** @type {EventSource | null} */
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
