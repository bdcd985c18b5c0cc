// One search: which periods are searched, which results are shown, ten at a time, and what is offered
// where nothing is found.

import { isFiltered, showFilters, translate } from "./search-form.js";
import {
  STEP,
  clearOtherResults,
  createItem,
  list,
  more,
  showButton,
  showStatus,
  showSuggestions,
  status,
} from "./search-results.js";

/** @typedef {import("./search-engine.js").Engine} Engine */
/** @typedef {import("./search-engine.js").Hit} Hit */
/** @typedef {import("./search-engine.js").Period} Period */
/** @typedef {import("./search-form.js").Field} Field */
/** @typedef {import("./search-form.js").Question} Question */
/** @typedef {import("./search-text.js").Query} Query */

const FIRST_PERIODS = 6; // periods searched without a click
const SUGGESTIONS = 6;

/** The search for one question. It stops once it is cancelled, which a newer one does. */
export class Search {
  /**
   * @param {Question} question
   * @param {Engine} engine
   * @param {Query} query
   * @param {boolean} reopened whether the index was opened anew for it: then files that cannot be
   *   read are skipped
   */
  constructor(question, engine, query, reopened) {
    this.question = question;
    this.engine = engine;
    this.query = query;
    this.reopened = reopened;
    this.cancelled = false;
    this.unquoted = ""; // the query without quotation marks, where that was searched instead
    /** @type {Set<Period>} */
    this.unread = new Set(); // periods whose files could not be read
    /** @type {unknown} */
    this.fault = undefined; // why the last of them could not be
    const { from, to } = question;
    const any = query.words.length || isFiltered(question);
    this.periods = engine.periods.filter(
      (period) => any && (!from || period.to >= from) && (!to || period.from <= to),
    );
    /** @type {Hit[]} */
    this.hits = []; // of the periods searched, without the filters
    /** @type {Hit[]} */
    this.results = []; // those that pass the filters, in the order they are shown
    this.next = 0; // the first period not searched yet
    this.shown = 0;
  }

  get isComplete() {
    return this.next >= this.periods.length;
  }

  /**
   * Searches until a number of results is shown, or the first periods are searched.
   * @param {number} wanted
   */
  async begin(wanted) {
    await this.searchPeriods(wanted);
    if (!this.cancelled && this.isComplete && !this.hits.length && this.query.loose) {
      this.unquoted = this.query.loose;
      this.query = await this.engine.query(this.unquoted);
      this.next = 0;
      await this.searchPeriods(wanted);
    }
    if (this.cancelled) return;
    const unread = [...this.unread].filter(({ year }) => !year);
    if (this.next && unread.length === this.next) throw this.fault;
    this.reopened = true; // from now on what is shown stays
    await this.finish();
  }

  /** @param {number} wanted */
  async searchPeriods(wanted) {
    const first = Math.min(FIRST_PERIODS, this.periods.length);
    const few = () => !this.isComplete && this.results.length < wanted;
    while (!this.cancelled && (this.next < first || few())) {
      if (this.next + 1 < first) this.engine.preloadPeriod(this.periods[this.next + 1]);
      await this.searchNextPeriod();
      await this.show(wanted);
    }
  }

  async searchNextPeriod() {
    const hits = await this.searchPeriod(this.periods[this.next], this.query);
    if (this.cancelled) return;
    this.next++;
    this.hits.push(...hits);
    const results = hits.filter((hit) => this.passes(hit));
    if (this.question.sort !== "date") results.sort((left, right) => left.rank - right.rank);
    this.results.push(...results);
    list.dataset.total = String(this.results.length);
    list.dataset.state = this.isComplete ? "loading" : "partial";
  }

  /**
   * The hits in a period. One that cannot be read hides neither newer nor older ones.
   * @param {Period} period
   * @param {Query} query
   */
  async searchPeriod(period, query) {
    try {
      return await this.engine.search(period, query);
    } catch (fault) {
      if (!this.reopened && !period.year) throw fault;
      this.fault = fault;
      this.unread.add(period);
      return [];
    }
  }

  /**
   * Whether the filters admit a hit; one of them may be left out.
   * @param {Hit} hit
   * @param {Field} [except]
   */
  passes(hit, except) {
    const { section, author, source, from, to } = this.question;
    return (
      (except === "section" || !section || hit.section === section) &&
      (except === "author" || !author || hit.authors.includes(author)) &&
      (except === "source" || !source || hit.source === source) &&
      (!from || hit.date >= from) &&
      (!to || hit.date <= to)
    );
  }

  /**
   * Shows results up to a number. Those in the list stay as they are.
   * @param {number} wanted
   */
  async show(wanted) {
    const hits = this.results.slice(this.shown, wanted);
    const { words } = this.query;
    const texts = await Promise.all(hits.map((hit) => this.text(hit)));
    const items = await Promise.all(
      hits.map((hit, index) => createItem(this.engine, words, hit, texts[index])),
    );
    if (this.cancelled || !items.length) return;
    clearOtherResults();
    for (const item of items) this.place(item);
  }

  /**
   * Adds an item behind those shown. A search that began anew finds its own items in the list.
   * @param {Element} item
   */
  place(item) {
    const present = list.children[this.shown];
    const href = (/** @type {Element} */ element) => element.querySelector("a")?.getAttribute("href");
    this.shown++;
    if (!present) list.append(item);
    else if (href(present) !== href(item)) present.replaceWith(item);
  }

  /** @param {Hit} hit */
  async text(hit) {
    try {
      return await this.engine.text(hit);
    } catch (fault) {
      if (!this.reopened) throw fault;
      return undefined;
    }
  }

  /**
   * Brings filters, status and button up to date with the results.
   * @param {number} [added] how many results a click on the button has added
   */
  async finish(added) {
    if (!this.shown) clearOtherResults();
    while (list.children.length > this.shown) list.lastElementChild?.remove();
    list.dataset.total = String(this.results.length);
    showFilters(this);
    showButton(this);
    showStatus(this, added);
    const shown = Math.max(this.shown, STEP);
    history.replaceState({ ...history.state, shown }, "");
    if (this.isComplete && !this.results.length && this.periods.length) await this.suggest();
    if (this.cancelled) return;
    list.removeAttribute("aria-busy");
    list.dataset.state = this.isComplete ? "done" : "partial";
  }

  // Shows ten results more, of older periods where needed, and moves the focus to the first of them.
  async showMore() {
    const before = this.shown;
    const wanted = before + STEP;
    more.setAttribute("aria-disabled", "true");
    more.textContent = translate("loading");
    list.setAttribute("aria-busy", "true");
    while (!this.cancelled && this.results.length < wanted && !this.isComplete) {
      await this.searchNextPeriod();
      await this.show(wanted);
    }
    await this.show(wanted);
    if (this.cancelled) return;
    await this.finish(this.shown - before);
    const first = list.children[before]?.querySelector("a");
    if (first) first.focus();
    else if (more.hidden) status.focus();
  }

  // Offers similar questions that have results: without the filters, each word, parts of a word.
  async suggest() {
    /** @type {[label: string, question: Question][]} */
    const offers = [];
    if (this.hits.length) {
      const { q, sort } = this.question;
      offers.push([translate("without_filters", { count: this.hits.length }), { q, sort }]);
    }
    const { typed } = this.query;
    const tries = typed.length > 1 ? typed : partsOf(typed[0] ?? "");
    for (const q of [...new Set(tries)].slice(0, SUGGESTIONS)) {
      const query = await this.engine.query(q);
      let count = 0;
      for (const period of this.periods.slice(0, FIRST_PERIODS)) {
        if (this.cancelled) return;
        const hits = await this.searchPeriod(period, query);
        count += hits.filter((hit) => this.passes(hit)).length;
      }
      if (count) offers.push([translate("near_item", { query: q, count }), { ...this.question, q }]);
    }
    if (!this.cancelled && offers.length) showSuggestions(offers);
  }
}

/**
 * The beginnings and ends of a word, each at least half of it, six at most.
 * @param {string} word
 */
function partsOf(word) {
  const chars = Array.from(word);
  if (chars.length < 3) return [];
  const half = Math.max(2, Math.ceil(chars.length / 2));
  const parts = [];
  for (let length = chars.length - 1; length >= half; length--) {
    parts.push(chars.slice(0, length).join(""), chars.slice(-length).join(""));
  }
  return parts.slice(-SUGGESTIONS);
}
