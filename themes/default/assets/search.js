// The search page: what is typed and chosen becomes a list of articles, newest periods first.
// Knows the page's elements, its address and its keys; the engine it asks is behind
// search-engine.js, and which engine that is it never learns.

const STEP = 10; // results shown at a time
const FEW = 6; // periods searched without being asked for more
const DELAY = 250; // milliseconds of rest before what is typed is searched
const AUTHORS = 200; // names offered for filtering

const box = document.querySelector("form.search-box");
const field = box.elements.namedItem("q");
const list = document.getElementById("search-results");
const filters = document.getElementById("search-filters");
const status = document.getElementById("search-status");
const near = document.getElementById("search-near");
const more = document.getElementById("search-more");
const words = JSON.parse(document.getElementById("search-words").textContent);
const NAMES = ["section", "author", "from", "to", "sort"];

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

// A query being answered: what was asked, what was found so far. A newer one replaces it.
class Search {
  constructor(asked) {
    this.asked = asked;
    this.found = []; // every hit of the periods searched, filters aside
    this.hits = []; // those the filters let through, in the order they are shown
    this.next = 0; // the first period not searched yet
    this.shown = 0;
    this.unread = new Set(); // closed years whose host does not answer
  }

  get current() {
    return search === this;
  }

  get all() {
    return this.next >= this.periods.length;
  }

  async begin(wanted) {
    this.engine = await box.engine();
    ({ cut, excerpt } = this.engine.texts);
    this.engine.warm().catch(() => undefined); // what fails is told by whoever waits for it
    this.query = await this.engine.query(this.asked.q);
    const { from, to } = this.asked;
    this.periods = this.engine.periods.filter(
      (period) => (!from || period.to >= from) && (!to || period.from <= to),
    );
    if (!this.query.words.length && !NAMES.some((name) => name !== "sort" && this.asked[name])) {
      this.periods = [];
    }
    const few = Math.min(FEW, this.periods.length);
    while (this.current && (this.next < few || (!this.all && this.hits.length < wanted))) {
      if (this.next + 1 < few) this.engine.prepare(this.periods[this.next + 1]);
      await this.older();
      await this.show(wanted);
    }
    if (this.current) await this.settle(wanted);
  }

  // What a period holds. A closed year that cannot be read does not hide what is newer or older.
  ask(period, query) {
    return this.engine.ask(period, query).catch((fault) => {
      if (!period.year) throw fault;
      this.unread.add(period.year);
      return [];
    });
  }

  // Searches one period more.
  async older() {
    const period = this.periods[this.next];
    const hits = await this.ask(period, this.query);
    if (!this.current) return;
    this.next++;
    this.found.push(...hits);
    const passed = hits.filter((hit) => this.passes(hit));
    if (this.asked.sort !== "date") passed.sort((one, other) => one.rank - other.rank);
    this.hits.push(...passed);
    list.dataset.total = this.hits.length;
    list.dataset.state = this.all ? "loading" : "partial";
  }

  passes(hit, except) {
    const { section, author, from, to } = this.asked;
    return (
      (except === "section" || !section || hit.section === section) &&
      (except === "author" || !author || hit.authors.includes(author)) &&
      (!from || hit.date >= from) &&
      (!to || hit.date <= to)
    );
  }

  // Shows results up to a number; those that stand already stay as they are.
  async show(wanted) {
    const some = this.hits.slice(this.shown, wanted);
    const texts = await Promise.all(some.map((hit) => this.engine.text(hit)));
    const items = await Promise.all(some.map((hit, at) => this.item(hit, texts[at])));
    if (!this.current) return;
    if (!this.shown) list.replaceChildren();
    this.shown += items.length;
    list.append(...items);
  }

  async settle(wanted) {
    if (!this.next) list.dataset.total = 0;
    if (!this.shown) list.replaceChildren();
    offer(this);
    const waiting = this.hits.length - this.shown;
    const silent = !this.query.words.length && !this.periods.length;
    more.hidden = !waiting && this.all;
    more.textContent = waiting
      ? say("more", { count: Math.min(STEP, waiting) })
      : say("older");
    const oldest = this.periods[this.next - 1]?.from;
    status.textContent = silent
      ? ""
      : this.all
        ? this.hits.length ? say("found", { count: this.hits.length }) : this.nothing()
        : say("found_so_far", { count: this.hits.length, from: day(oldest) });
    if (this.unread.size) {
      status.append(" ", say("unread", { years: [...this.unread].sort().join("、") }));
    }
    remember({ shown: Math.max(this.shown, STEP) });
    if (this.all && !this.hits.length && !silent) await this.suggest();
    if (!this.current) return;
    list.removeAttribute("aria-busy");
    list.dataset.state = this.all ? "done" : "partial";
  }

  nothing() {
    if (!this.query.words.length) return say("none_at_all");
    const filtered = NAMES.some((name) => name !== "sort" && this.asked[name]);
    return say(filtered ? "none_filtered" : "none", { query: this.asked.q.trim() });
  }

  // Ten more: of what was found, else of older periods.
  async further() {
    const wanted = this.shown + STEP;
    more.hidden = true;
    list.setAttribute("aria-busy", "true");
    while (this.current && this.hits.length < wanted && !this.all) {
      await this.older();
      await this.show(wanted);
    }
    await this.show(wanted);
    if (this.current) await this.settle(wanted);
  }

  // Near what was asked: without the filters, each word, the halves of a long one.
  async suggest() {
    const offers = [];
    if (this.found.length) {
      const plain = { q: this.asked.q, sort: this.asked.sort };
      offers.push([say("without_filters", { count: this.found.length }), plain]);
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

  // One result, in the reader's script.
  async item(hit, text) {
    const own = text.texts;
    let ranges = own.map((each) => this.ranges(each.text));
    if (!ranges.some((each) => each.length)) ranges = await this.carried(text);
    const [kicker, title, subtitle, byline, section, page] = own.map((each) => each.text);
    const lines = own.map((each, at) => at).slice(6);
    const best = Math.max(0, ...lines.map((at) => this.held(own[at].text)));
    const at = lines.find((line) => ranges[line].length && this.held(own[line].text) === best) ??
      lines.find((line) => ranges[line].length);
    const inHeadline = ranges.slice(0, 3).some((each) => each.length);
    const link = this.link(hit, own, ranges, at === undefined || inHeadline ? "" : text.ids[at - 6]);
    const shown = own[at ?? 6]?.text ?? "";
    const parts = [make("a", { href: link }, ...marked(cut(title, ranges[1])))];
    const number = say("page", { number: hit.page.replace(/^0+(?=.)/, "") });
    const where = [number, page, section !== page ? section : ""].filter(Boolean).join(" ");
    return make("li", {},
      ...(kicker ? [make("p", { class: "kicker" }, ...marked(cut(kicker, ranges[0])))] : []),
      make("h2", {}, ...parts),
      ...(subtitle ? [make("p", { class: "subtitle" }, ...marked(cut(subtitle, ranges[2])))] : []),
      make("p", { class: "excerpt" }, ...marked(excerpt(shown, at === undefined ? [] : ranges[at]))),
      make("p", { class: "who" },
        make("time", { datetime: hit.date }, day(hit.date)), " ",
        make("span", { class: "where" }, where), " ",
        make("span", { class: "byline" }, ...marked(cut(byline, ranges[3]))),
      ),
    );
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
    const found = new Set();
    own.forEach(({ text }, at) => {
      for (const [start, end] of ranges[at]) found.add(text.slice(start, end));
    });
    const hits = [...found].slice(0, 8).map((word) => ["hit", word]);
    const given = String(new URLSearchParams(hits));
    const folder = list.dataset.folder;
    const root = list.dataset.root;
    const tail = (given ? `?${given}` : "") + (id ? `#${encodeURIComponent(id)}` : "");
    return root + hit.address.slice(1) + folder + tail;
  }
}

let search; // the one that is shown
let cut, excerpt; // of search-text.js

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

// Offers the sections and authors of what was found, each with its count beside the other filters.
function offer(one) {
  filters.hidden = !one.found.length && !NAMES.some((name) => one.asked[name]);
  choose("section", one, (hit) => [hit.section]);
  choose("author", one, (hit) => hit.authors);
  for (const name of ["from", "to", "sort"]) filters.elements[name].value = one.asked[name] ?? "";
  filters.querySelector("[type=reset]").hidden = !NAMES.some((name) => one.asked[name]);
}

function choose(name, one, values) {
  const counts = new Map(), labels = new Map();
  for (const hit of one.found) {
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
  const options = sorted.slice(0, AUTHORS).map(([value, count]) => {
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
  const one = (search = new Search(value));
  if (field.value.trim() !== value.q.trim()) field.value = value.q;
  follow();
  near.hidden = more.hidden = true;
  Object.assign(list.dataset, { state: "loading", query: value.q, total: 0 });
  list.setAttribute("aria-busy", "true");
  status.textContent = value.q.trim() ? say("loading") : "";
  try {
    await one.begin(Math.max(STEP, history.state?.shown ?? 0));
  } catch (fault) {
    if (one.current) await failed(fault, again);
  }
}

// Tonight's index may have replaced the one that was opened: a second try opens it anew.
async function failed(fault, again) {
  box.engine.opened?.then((opened) => opened.close(), () => undefined);
  box.engine.opened = undefined;
  if (!again) return run({ again: true });
  console.warn(fault);
  const retry = make("button", { type: "button" }, say("retry"));
  retry.onclick = () => run();
  const archive = make("a", { href: list.dataset.archive }, say("archive"));
  status.replaceChildren(say("failed"), " ", retry, " ", say("failed_archive"), " ", archive);
  list.replaceChildren();
  more.hidden = true;
  list.removeAttribute("aria-busy");
  list.dataset.state = "error";
}

async function further() {
  const one = search;
  try {
    await one.further();
  } catch (fault) {
    if (one.current) await failed(fault, true);
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

// On scrolling to the end, the same as the button; never before the reader has scrolled, but for
// older periods while the list is short.
let scrolled = false;
addEventListener("scroll", () => (scrolled = true), { passive: true });
new IntersectionObserver(([seen]) => {
  if (seen.isIntersecting && !more.hidden && (scrolled || search.shown < STEP)) {
    scrolled = false;
    further();
  }
}).observe(more);

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
