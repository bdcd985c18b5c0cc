// The search page: what is typed and chosen becomes a list of articles, newest periods first.
// Knows the page's elements, its address and its keys; the engine it asks is behind
// search-engine.js, and which engine that is it never learns.

const STEP = 10; // results shown at a time
const FEW = 6; // periods searched without being asked for more
const DELAY = 250; // milliseconds of rest before what is typed is searched
const OFFERED = 200; // sections, authors or sources to choose from

const box = document.querySelector("form.search-box");
const field = box.elements.namedItem("q");
const list = document.getElementById("search-results");
const filters = document.getElementById("search-filters");
const status = document.getElementById("search-status");
const near = document.getElementById("search-near");
const more = document.getElementById("search-more");
const words = JSON.parse(document.getElementById("search-words").textContent);
const QUOTED = /^["“「『]([^"“”「」『』]*)["”」』]$/;
const NAMES = ["section", "author", "source", "from", "to", "sort"];
// An article's texts, in the order of its file; then its blocks.
const [KICKER, TITLE, SUBTITLE, BYLINE, SOURCE, SECTION, PAGE, BLOCKS] = Array(8).keys();

const say = (word, given = {}) =>
  words[word].replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const marked = (pieces) =>
  pieces.map((piece) => (piece.marked ? make("mark", {}, piece.text) : piece.text));

// -- one search ----------------------------------------------------------------------------------

// A query being answered: what was asked, what it found so far. A newer one replaces it.
class Search {
  // `again`: the index was opened anew for it, so what still cannot be read is done without.
  constructor(asked, again) {
    this.asked = asked;
    this.again = again;
    this.unread = new Set(); // periods that could not be asked
    this.reset();
  }

  reset() {
    this.hits = []; // of the periods searched, filters aside
    this.results = []; // those the filters let through, in the order they are shown
    this.next = 0; // the first period not searched yet
    this.shown = 0;
  }

  get current() {
    return search === this;
  }

  get all() {
    return this.next >= this.periods.length;
  }

  get filtered() {
    return NAMES.some((name) => name !== "sort" && this.asked[name]);
  }

  async begin(wanted) {
    this.engine = await box.engine();
    ({ cut, excerpt } = this.engine.texts);
    this.engine.warm().catch(() => undefined); // what fails is told by whoever waits for it
    this.query = await this.engine.query(this.asked.q);
    const { from, to } = this.asked;
    const wide = this.query.words.length || this.filtered;
    this.periods = this.engine.periods.filter(
      (period) => wide && (!from || period.to >= from) && (!to || period.from <= to),
    );
    await this.search(wanted);
    if (this.current && this.all && !this.hits.length && this.query.loose) {
      this.loose = this.query.loose;
      this.query = await this.engine.query(this.loose);
      this.reset();
      await this.search(wanted);
    }
    if (!this.current) return;
    if (this.next && [...this.unread].filter(({ year }) => !year).length === this.next) {
      throw this.fault;
    }
    this.again = true; // what is shown from here on stays
    await this.settle();
  }

  // The newest periods, and older ones until so many results are there.
  async search(wanted) {
    const few = Math.min(FEW, this.periods.length);
    while (this.current && (this.next < few || (!this.all && this.results.length < wanted))) {
      if (this.next + 1 < few) this.engine.prepare(this.periods[this.next + 1]);
      await this.older();
      await this.show(wanted);
    }
  }

  // What a period holds. One that cannot be read hides neither what is newer nor what is older.
  async ask(period, query) {
    try {
      return await this.engine.ask(period, query);
    } catch (fault) {
      if (!this.again && !period.year) throw fault;
      this.fault = fault;
      this.unread.add(period);
      return [];
    }
  }

  // Searches one period more.
  async older() {
    const period = this.periods[this.next];
    const hits = await this.ask(period, this.query);
    if (!this.current) return;
    this.next++;
    this.hits.push(...hits);
    const passed = hits.filter((hit) => this.passes(hit));
    if (this.asked.sort !== "date") passed.sort((one, other) => one.rank - other.rank);
    this.results.push(...passed);
    list.dataset.total = this.results.length;
    list.dataset.state = this.all ? "loading" : "partial";
  }

  passes(hit, except) {
    const { section, author, source, from, to } = this.asked;
    return (
      (except === "section" || !section || hit.section === section) &&
      (except === "author" || !author || hit.authors.includes(author)) &&
      (except === "source" || !source || hit.source === source) &&
      (!from || hit.date >= from) &&
      (!to || hit.date <= to)
    );
  }

  // Shows results up to a number; those that stand already stay as they are.
  async show(wanted) {
    const some = this.results.slice(this.shown, wanted);
    const texts = await Promise.all(some.map((hit) => this.text(hit)));
    const items = await Promise.all(some.map((hit, at) => this.item(hit, texts[at])));
    if (!this.current || !items.length) return;
    if (listed !== location.search) {
      list.replaceChildren();
      listed = location.search;
    }
    for (const item of items) this.put(item);
  }

  // A search that was begun again finds its own results standing.
  put(item) {
    const standing = list.children[this.shown];
    this.shown++;
    if (!standing) list.append(item);
    else if (address(standing) !== address(item)) standing.replaceWith(item);
  }

  async text(hit) {
    try {
      return await this.engine.text(hit);
    } catch (fault) {
      if (!this.again) throw fault;
      return undefined;
    }
  }

  // Says how it stands; `added` is how many results were asked for and came.
  async settle(added) {
    if (!this.shown) listed = location.search;
    while (list.children.length > this.shown) list.lastElementChild.remove();
    list.dataset.total = this.results.length;
    offer(this);
    this.offerMore();
    this.announce(added);
    remember({ shown: Math.max(this.shown, STEP) });
    if (this.all && !this.results.length && this.periods.length) await this.suggest();
    if (!this.current) return;
    list.removeAttribute("aria-busy");
    list.dataset.state = this.all ? "done" : "partial";
  }

  offerMore() {
    const waiting = this.results.length - this.shown;
    more.removeAttribute("aria-disabled");
    more.hidden = !waiting && this.all;
    more.textContent = waiting ? say("more", { count: Math.min(STEP, waiting) }) : say("older");
  }

  announce(added) {
    const count = this.results.length;
    let line = "";
    if (added !== undefined) line = added ? say("added", { count: added }) : say("added_none");
    if (!this.all) {
      line += say("found_so_far", { count, from: day(this.periods[this.next - 1].from) });
    } else if (count) {
      line += say("found", { count });
    } else if (this.periods.length || this.query.words.length) {
      line += this.nothing();
    }
    status.replaceChildren(line);
    if (this.loose) list.dataset.asked = this.loose;
    if (this.loose && count) status.prepend(say("unquoted"), make("br"));
    if (this.unread.size) this.announceUnread();
  }

  // The years that could not be asked, and those of which a part could not.
  announceUnread() {
    const lost = new Set([...this.unread].flatMap(years));
    const rest = new Set(this.periods.filter((period) => !this.unread.has(period)).flatMap(years));
    const all = [...lost].sort();
    const whole = all.filter((year) => !rest.has(year));
    const part = all.filter((year) => rest.has(year));
    status.append(make("br"));
    if (whole.length) status.append(say("unread", { years: spans(whole) }));
    if (part.length) status.append(say("unread_part", { years: spans(part) }));
    status.append(" ", retry());
    list.dataset.unread = all.join(" ");
  }

  nothing() {
    if (!this.query.words.length) return say("none_at_all");
    const query = this.asked.q.trim().replace(QUOTED, "$1"); // it is quoted once more
    return say(this.filtered ? "none_filtered" : "none", { query });
  }

  // Ten more: of what was found, else of older periods. The reader goes on at the first of them.
  async further() {
    const before = this.shown;
    const wanted = before + STEP;
    more.setAttribute("aria-disabled", "true");
    more.textContent = say("loading");
    list.setAttribute("aria-busy", "true");
    while (this.current && this.results.length < wanted && !this.all) {
      await this.older();
      await this.show(wanted);
    }
    await this.show(wanted);
    if (!this.current) return;
    await this.settle(this.shown - before);
    const first = list.children[before]?.querySelector("a");
    if (first) first.focus();
    else if (more.hidden) status.focus();
  }

  // Near what was asked: without the filters, each word, the halves of a long one.
  async suggest() {
    const offers = [];
    if (this.hits.length) {
      const plain = { q: this.asked.q, sort: this.asked.sort };
      offers.push([say("without_filters", { count: this.hits.length }), plain]);
    }
    const { typed } = this.query;
    const tries = typed.length > 1 ? typed : pieces(typed[0] ?? "");
    for (const q of [...new Set(tries)].slice(0, 6)) {
      const query = await this.engine.query(q);
      let count = 0;
      for (const period of this.periods.slice(0, FEW)) {
        if (!this.current) return;
        count += (await this.ask(period, query)).filter((hit) => this.passes(hit)).length;
      }
      if (count) offers.push([say("near_item", { query: q, count }), { ...this.asked, q }]);
    }
    if (!this.current || !offers.length) return;
    const links = offers.map(([label, asked]) =>
      make("li", {}, make("a", { href: addressed(asked) }, label)),
    );
    near.replaceChildren(make("p", {}, say("near")), make("ul", {}, ...links));
    near.hidden = false;
  }

  // One result, in the reader's script; where its text cannot be read, by its day and page.
  async item(hit, text) {
    if (!text) {
      const link = make("a", { href: this.link(hit, [], []) }, `${day(hit.date)} ${page(hit)}`);
      return make("li", {}, make("h2", {}, link));
    }
    const own = text.texts;
    let ranges = own.map((each) => this.ranges(each.text));
    if (!ranges.some((each) => each.length)) ranges = await this.carried(text);
    const shown = (at) => marked(cut(own[at].text, ranges[at]));
    const best = this.best(own, ranges);
    const inHeadline = [KICKER, TITLE, SUBTITLE].some((at) => ranges[at].length);
    const id = best && !inHeadline ? text.ids[best - BLOCKS] : "";
    const line = best ?? BLOCKS;
    const parts = [
      make("h2", {}, make("a", { href: this.link(hit, own, ranges, id) }, ...shown(TITLE))),
      make("p", { class: "excerpt" }, ...marked(excerpt(own[line]?.text ?? "", ranges[line] ?? []))),
      this.origin(hit, own, shown),
    ];
    if (own[SUBTITLE].text) parts.splice(1, 0, make("p", { class: "subtitle" }, ...shown(SUBTITLE)));
    if (own[KICKER].text) parts.unshift(make("p", { class: "kicker" }, ...shown(KICKER)));
    return make("li", {}, ...parts);
  }

  // The block that holds most of the words; undefined where none holds any.
  best(own, ranges) {
    const blocks = own.map((_, at) => at).slice(BLOCKS);
    const most = Math.max(0, ...blocks.map((at) => this.held(own[at].text)));
    const holding = blocks.filter((at) => ranges[at].length);
    return holding.find((at) => this.held(own[at].text) === most) ?? holding[0];
  }

  // When, where and by whom it was printed.
  origin(hit, own, shown) {
    const [section, pageName] = [own[SECTION].text, own[PAGE].text];
    const where = [page(hit), pageName, section === pageName ? "" : section];
    const parts = [
      make("time", { datetime: hit.date }, day(hit.date)),
      " ",
      make("span", { class: "where" }, where.filter(Boolean).join(" ")),
      " ",
      make("span", { class: "byline" }, ...shown(BYLINE)),
    ];
    const source = own[SOURCE].text;
    if (source && !own[BYLINE].text.includes(source)) {
      const [before, after] = say("source", { name: "\n" }).split("\n");
      parts.push(" ", make("span", { class: "source" }, before, ...shown(SOURCE), after));
    }
    return make("p", { class: "who" }, ...parts);
  }

  ranges(text) {
    return this.engine.folding.ranges(text, this.query.words);
  }

  held(text) {
    const folded = this.engine.folding.fold(text);
    return this.query.words.filter((word) => folded.includes(word)).length;
  }

  // Where a word of another region stands in what this reader sees.
  async carried(text) {
    const others = await text.others();
    const { carried } = this.engine.texts;
    return text.texts.map((own, at) => {
      const other = others.find(({ texts }) => texts[at] && this.ranges(texts[at].text).length);
      return other ? carried(this.ranges(other.texts[at].text), other.texts[at], own) : [];
    });
  }

  link(hit, own, ranges, id) {
    const words = new Set();
    own.forEach(({ text }, at) => {
      for (const [start, end] of ranges[at]) words.add(text.slice(start, end));
    });
    const hits = [...words].slice(0, 8).map((word) => ["hit", word]);
    const given = String(new URLSearchParams(hits));
    const { folder, root } = list.dataset;
    const tail = (given ? `?${given}` : "") + (id ? `#${encodeURIComponent(id)}` : "");
    return root + hit.address.slice(1) + folder + tail;
  }
}

let search; // the one that is shown
let listed; // the address whose results stand in the list
let cut, excerpt; // of search-text.js

const page = (hit) => say("page", { number: hit.page.replace(/^0+(?=.)/, "") });
const address = (item) => item.querySelector("a").getAttribute("href");

// The years that a period holds editions of, or may.
function years({ from, to }) {
  const first = Number(from.slice(0, 4));
  const last = Number(to.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

// [2017, 2019, 2020, 2021] as 2017、2019—2021.
function spans(all) {
  const runs = [];
  for (const year of all) {
    const run = runs.at(-1);
    if (run && run.at(-1) + 1 === year) run.push(year);
    else runs.push([year]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}—${run.at(-1)}` : run[0])).join("、");
}

const day = (iso = "") => {
  const [year, month, date] = iso.split("-").map(Number);
  return say("date", { year, month, day: date });
};

function pieces(word) {
  const chars = Array.from(word);
  if (chars.length < 3) return [];
  const half = Math.max(2, Math.ceil(chars.length / 2));
  const tries = [];
  for (let length = chars.length - 1; length >= half; length--) {
    tries.push(chars.slice(0, length).join(""), chars.slice(-length).join(""));
  }
  return tries.slice(-6);
}

// -- filters -------------------------------------------------------------------------------------

// Offers the sections, authors and sources of what was found, each with its count beside the other filters.
function offer(one) {
  filters.hidden = !one.hits.length && !NAMES.some((name) => one.asked[name]);
  choose("section", one, (hit) => [hit.section]);
  choose("author", one, (hit) => hit.authors);
  choose("source", one, (hit) => [hit.source]);
  for (const name of ["from", "to", "sort"]) filters.elements[name].value = one.asked[name] ?? "";
  filters.querySelector("[type=reset]").hidden = !NAMES.some((name) => one.asked[name]);
}

function choose(name, one, values) {
  const counts = new Map();
  const labels = new Map();
  for (const hit of one.hits) {
    if (!one.passes(hit, name)) continue;
    for (const value of values(hit)) {
      if (!value) continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
      labels.set(value, hit.shown[value] ?? value);
    }
  }
  const wanted = one.asked[name];
  if (wanted && !counts.has(wanted)) counts.set(wanted, 0);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const options = sorted.slice(0, OFFERED).map(([value, count]) => {
    const option = make("option", { value }, `${labels.get(value) ?? value} (${count})`);
    option.selected = value === wanted;
    return option;
  });
  filters.elements[name].replaceChildren(make("option", { value: "" }, say("all")), ...options);
}

// -- the address ---------------------------------------------------------------------------------

function asked() {
  const given = new URLSearchParams(location.search);
  const value = { q: given.get("q") ?? "" };
  for (const name of NAMES) if (given.get(name)) value[name] = given.get(name);
  return value;
}

function addressed(value) {
  const given = new URLSearchParams();
  for (const [name, each] of Object.entries(value)) if (each) given.set(name, each);
  const query = String(given);
  return query ? `?${query}` : "./";
}

function remember(state) {
  history.replaceState({ ...history.state, ...state }, "");
}

// The same query in the other scripts.
function follow() {
  for (const link of document.querySelectorAll("nav.script-switch a")) {
    link.search = location.search;
  }
}

function go(value, { replace = false } = {}) {
  const there = addressed(value);
  if (there !== (location.search || "./")) {
    history[replace ? "replaceState" : "pushState"]({}, "", there);
  }
  run();
}

// -- running -------------------------------------------------------------------------------------

async function run({ again = false } = {}) {
  const value = asked();
  search = new Search(value, again);
  const running = search;
  if (field.value.trim() !== value.q.trim()) field.value = value.q;
  follow();
  near.hidden = true;
  more.hidden = true;
  delete list.dataset.asked;
  delete list.dataset.unread;
  Object.assign(list.dataset, { state: "loading", query: value.q, total: 0 });
  list.setAttribute("aria-busy", "true");
  status.textContent = value.q.trim() ? say("loading") : "";
  try {
    await running.begin(Math.max(STEP, history.state?.shown ?? 0));
  } catch (fault) {
    if (running.current) await failed(fault, again);
  }
}

// Tonight's index may have replaced the one that was opened: a second try opens it anew. What is
// listed for this very query stays.
async function failed(fault, again) {
  reopen();
  if (!again) return run({ again: true });
  console.warn(fault);
  const archive = make("a", { href: list.dataset.archive }, say("archive"));
  status.replaceChildren(say("failed"), " ", retry(), " ", say("failed_archive"), " ", archive);
  if (listed !== location.search) list.replaceChildren();
  more.hidden = true;
  list.removeAttribute("aria-busy");
  list.dataset.state = "error";
}

function reopen() {
  box.engine.opened?.then((opened) => opened.close(), () => undefined);
  box.engine.opened = undefined;
}

function retry() {
  const button = make("button", { type: "button" }, say("retry"));
  button.onclick = () => {
    reopen();
    run();
  };
  return button;
}

async function further() {
  if (more.hasAttribute("aria-disabled")) return;
  const running = search;
  try {
    await running.further();
  } catch (fault) {
    if (running.current) await failed(fault, true);
  }
}

let timer;

function typed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (field.value.trim() !== asked().q.trim()) go({ ...asked(), q: field.value }, { replace: true });
  }, DELAY);
}

// Safari before 16.4 does not say of an input whether it is being composed.
let composing = false;

field.addEventListener("compositionstart", () => (composing = true));
field.addEventListener("compositionend", () => {
  composing = false;
  typed();
});
field.addEventListener("input", (event) => {
  if (!composing && !event.isComposing) typed();
});

box.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go({ ...asked(), q: field.value });
});

filters.addEventListener("change", () => {
  const value = { q: asked().q };
  for (const name of NAMES) value[name] = filters.elements[name].value;
  go(value);
});
filters.addEventListener("reset", (event) => {
  event.preventDefault();
  go({ q: asked().q });
});
filters.addEventListener("submit", (event) => event.preventDefault());

near.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  run();
  field.focus();
});

more.addEventListener("click", further);

document.addEventListener("keydown", (event) => {
  const links = [field, ...list.querySelectorAll("h2 a")];
  const at = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && at > 0) field.focus();
  if (!step || at < 0 || event.isComposing || !links[at + step]) return;
  event.preventDefault();
  links[at + step].focus();
});

addEventListener("popstate", () => run());

// -- begin ---------------------------------------------------------------------------------------

if (!asked().q) field.focus({ preventScroll: true });
run();
