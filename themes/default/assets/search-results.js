// The list of results: an item's headline, excerpt and origin in the reader's script, the words of
// the query marked; the lines above the list, and the button below it.

import { excerpt, mapRanges, split } from "./search-excerpts.js";
import { addressOf, byId, create, isFiltered, translate } from "./search-form.js";

/** @typedef {import("./search-engine.js").ArticleTexts} ArticleTexts */
/** @typedef {import("./search-engine.js").Engine} Engine */
/** @typedef {import("./search-engine.js").Hit} Hit */
/** @typedef {import("./search-engine.js").Period} Period */
/** @typedef {import("./search-excerpts.js").Piece} Piece */
/** @typedef {import("./search-form.js").Question} Question */
/** @typedef {import("./search-paging.js").Search} Search */
/** @typedef {import("./search-text.js").Range} Range */

// An article's texts, in the order of its file; then its blocks.
const KICKER = 0;
const TITLE = 1;
const SUBTITLE = 2;
const BYLINE = 3;
const SOURCE = 4;
const SECTION = 5;
const PAGE = 6;
const BLOCKS = 7;

export const STEP = 10; // results shown at a time
const QUOTED = /^["“「『]([^"“”「」『』]*)["”」』]$/;
const WORDS_IN_LINK = 8; // that the article marks when it is opened from the result

export const list = byId("search-results");
export const status = byId("search-status");
export const near = byId("search-near");
export const more = byId("search-more");
/** @type {string | undefined} */
let listed; // the address whose results are in the list

// Empties the list unless its results are those of the page's address.
export function clearOtherResults() {
  if (listed !== location.search) list.replaceChildren();
  listed = location.search;
}

// -- an item -------------------------------------------------------------------------------------

/**
 * A result; where its text could not be read, only its day and page.
 * @param {Engine} engine
 * @param {string[]} words the words of the query in normal form
 * @param {Hit} hit
 * @param {ArticleTexts | undefined} article
 */
export async function createItem(engine, words, hit, article) {
  if (!article) {
    const link = create("a", { href: linkTo(hit, [], "") }, `${day(hit.date)} ${page(hit)}`);
    return create("li", {}, create("h2", {}, link));
  }
  return new Result(engine, words, hit, article, await hitRanges(engine, words, article)).item();
}

/**
 * The places of the words in each of an article's texts. Where the reader's variant has none (they
 * are another region's words), the places that correspond to those in the other variants.
 * @param {Engine} engine
 * @param {string[]} words
 * @param {ArticleTexts} article
 */
async function hitRanges(engine, words, article) {
  /** @param {string} text */
  const rangesIn = (text) => engine.folding.ranges(text, words);
  const ranges = article.texts.map(({ text }) => rangesIn(text));
  if (ranges.some(({ length }) => length)) return ranges;
  const others = await article.others();
  return article.texts.map((text, index) => {
    for (const { texts } of others) {
      const found = texts[index] ? rangesIn(texts[index].text) : [];
      if (found.length) return mapRanges(found, texts[index], text);
    }
    return [];
  });
}

class Result {
  /**
   * @param {Engine} engine
   * @param {string[]} words
   * @param {Hit} hit
   * @param {ArticleTexts} article
   * @param {Range[][]} ranges the places of the words in each text
   */
  constructor(engine, words, hit, article, ranges) {
    this.engine = engine;
    this.words = words;
    this.hit = hit;
    this.ids = article.ids;
    this.texts = article.texts.map(({ text }) => text);
    this.ranges = ranges;
  }

  item() {
    const block = this.bestBlock();
    const inHeadline = [KICKER, TITLE, SUBTITLE].some((index) => this.ranges[index].length);
    const id = block && !inHeadline ? this.ids[block - BLOCKS] : "";
    const href = linkTo(this.hit, this.wordsAsPrinted(), id);
    const shown = block ?? BLOCKS;
    const pieces = excerpt(this.texts[shown] ?? "", this.ranges[shown] ?? []);
    const parts = [create("h2", {}, create("a", { href }, ...this.marked(TITLE)))];
    if (this.texts[KICKER]) parts.unshift(this.line("kicker", KICKER));
    if (this.texts[SUBTITLE]) parts.push(this.line("subtitle", SUBTITLE));
    parts.push(create("p", { class: "excerpt" }, ...marks(pieces)), this.origin());
    return create("li", {}, ...parts);
  }

  /**
   * A text with its marks.
   * @param {number} index
   */
  marked(index) {
    return marks(split(this.texts[index], this.ranges[index]));
  }

  /**
   * @param {string} name of its class
   * @param {number} index
   */
  line(name, index) {
    return create("p", { class: name }, ...this.marked(index));
  }

  // The first of the blocks that contain most of the words; undefined where none contains any.
  bestBlock() {
    const blocks = this.texts.map((_, index) => index).slice(BLOCKS);
    const counts = blocks.map((index) => this.countWords(this.texts[index]));
    const most = Math.max(0, ...counts);
    const marked = blocks.filter((index) => this.ranges[index].length);
    return marked.find((index) => counts[index - BLOCKS] === most) ?? marked[0];
  }

  /** @param {string} text */
  countWords(text) {
    const folded = this.engine.folding.fold(text);
    return this.words.filter((word) => folded.includes(word)).length;
  }

  wordsAsPrinted() {
    /** @type {Set<string>} */
    const printed = new Set();
    this.texts.forEach((text, index) => {
      for (const [start, end] of this.ranges[index]) printed.add(text.slice(start, end));
    });
    return [...printed].slice(0, WORDS_IN_LINK);
  }

  // Day, page, section, byline and source.
  origin() {
    const section = this.texts[SECTION];
    const pageName = this.texts[PAGE];
    const where = [page(this.hit), pageName, section === pageName ? "" : section];
    const parts = [
      create("time", { datetime: this.hit.date }, day(this.hit.date)),
      " ",
      create("span", { class: "where" }, where.filter(Boolean).join(" ")),
      " ",
      create("span", { class: "byline" }, ...this.marked(BYLINE)),
    ];
    const source = this.texts[SOURCE];
    if (source && !this.texts[BYLINE].includes(source)) {
      const [before, after] = translate("source", { name: "\n" }).split("\n");
      parts.push(" ", create("span", { class: "source" }, before, ...this.marked(SOURCE), after));
    }
    return create("p", { class: "who" }, ...parts);
  }
}

/** @param {Piece[]} pieces */
function marks(pieces) {
  return pieces.map(({ text, marked }) => (marked ? create("mark", {}, text) : text));
}

/**
 * The address of an article, with the words it marks and the block it scrolls to.
 * @param {Hit} hit
 * @param {string[]} words
 * @param {string} id
 */
function linkTo(hit, words, id) {
  const query = String(new URLSearchParams(words.map((word) => ["hit", word])));
  const { folder = "", root = "" } = list.dataset;
  const end = (query ? `?${query}` : "") + (id ? `#${encodeURIComponent(id)}` : "");
  return root + hit.address.slice(1) + folder + end;
}

/** @param {Hit} hit */
function page(hit) {
  return translate("page", { number: hit.page.replace(/^0+(?=.)/, "") });
}

/**
 * A date in words.
 * @param {string} date an ISO date
 */
function day(date) {
  const [year, month, number] = date.split("-").map(Number);
  return translate("date", { year, month, day: number });
}

// -- above and below the list --------------------------------------------------------------------

/**
 * Shows how many results there are, and what could not be searched.
 * @param {Search} search
 * @param {number} [added] how many results a click on the button has added
 */
export function showStatus(search, added) {
  const { unquoted, unread } = search;
  const count = search.results.length;
  let line = "";
  if (added !== undefined) line = added ? translate("added", { count: added }) : translate("added_none");
  status.replaceChildren(line + countLine(search));
  if (unquoted) list.dataset.asked = unquoted;
  if (unquoted && count) status.prepend(translate("unquoted"), create("br"));
  if (unread.size) showUnread(search);
}

/** @param {Search} search */
function countLine({ question, query, periods, results, next, isComplete }) {
  const count = results.length;
  if (!isComplete) return translate("found_so_far", { count, from: day(periods[next - 1].from) });
  if (count) return translate("found", { count });
  if (!query.words.length) return periods.length ? translate("none_at_all") : "";
  const typed = question.q.trim().replace(QUOTED, "$1"); // the phrase has quotation marks
  return translate(isFiltered(question) ? "none_filtered" : "none", { query: typed });
}

/**
 * Names the years that could not be searched, and those that could only in part.
 * @param {Search} search
 */
function showUnread({ periods, unread }) {
  const missing = new Set([...unread].flatMap(yearsOf));
  const read = new Set(periods.filter((period) => !unread.has(period)).flatMap(yearsOf));
  const years = [...missing].sort();
  const whole = years.filter((year) => !read.has(year));
  const partly = years.filter((year) => read.has(year));
  status.append(create("br"));
  if (whole.length) status.append(translate("unread", { years: formatYears(whole) }));
  if (partly.length) status.append(translate("unread_part", { years: formatYears(partly) }));
  status.append(" ", createRetry());
  list.dataset.unread = years.join(" ");
}

// The button to search again; search.js handles its click.
export function createRetry() {
  return create("button", { type: "button" }, translate("retry"));
}

/**
 * Shows the button for more results where there may be any.
 * @param {Search} search
 */
export function showButton({ results, shown, isComplete }) {
  const count = Math.min(STEP, results.length - shown);
  more.removeAttribute("aria-disabled");
  more.hidden = !count && isComplete;
  more.textContent = count ? translate("more", { count }) : translate("older");
}

/** @param {[label: string, question: Question][]} offers */
export function showSuggestions(offers) {
  const links = offers.map(([label, question]) =>
    create("li", {}, create("a", { href: addressOf(question) }, label)),
  );
  near.replaceChildren(create("p", {}, translate("near")), create("ul", {}, ...links));
  near.hidden = false;
}

/**
 * The years that a period may hold editions of.
 * @param {Period} period
 */
function yearsOf({ from, to }) {
  const first = Number(from.slice(0, 4));
  const last = Number(to.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Years in ascending order as text: [2017, 2019, 2020, 2021] as 2017、2019—2021.
 * @param {number[]} years
 */
function formatYears(years) {
  /** @type {number[][]} */
  const runs = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run?.at(-1) === year - 1) run.push(year);
    else runs.push([year]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}—${run.at(-1)}` : run[0])).join("、");
}
