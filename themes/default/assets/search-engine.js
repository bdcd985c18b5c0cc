// The search engine's interface: the periods of the archive, the articles of one that hold a query,
// an article's texts. Everything behind it (Pagefind in a worker, its files) can change without the
// page noticing.

import { inVariant } from "./search-excerpts.js";
import { Folding, parse, table } from "./search-text.js";

/** @typedef {import("./search-excerpts.js").ArticleFile} ArticleFile */
/** @typedef {import("./search-excerpts.js").VariantTexts} VariantTexts */
/** @typedef {import("./search-text.js").Query} Query */
/**
 * Editions that are indexed together; `year` where they are a closed year's.
 * @typedef {{key: string, from: string, to: string, articles: number, year?: string}} Period
 */
/**
 * index.json: the periods, newest first, and the names of the files that all of them share.
 * @typedef {object} PeriodList
 * @property {Period[]} periods
 * @property {string} source the source script's tag
 * @property {string} [engine]
 * @property {string} [fold]
 * @property {Record<string, string>} [forms] variant tag → file
 */
/**
 * table.huozi: a period's articles without their texts (generator/search/index_files.py).
 * @typedef {object} TableFile
 * @property {[edition: string, count: number][]} editions
 * @property {string} stems
 * @property {string[]} sections
 * @property {number[]} section
 * @property {Record<string, Record<string, string>>} shown
 * @property {string[]} authors
 * @property {number[][]} author
 * @property {string[]} sources
 * @property {number[]} source
 * @property {number[]} head
 * @property {number[]} line
 */
/**
 * An article that holds a query.
 * @typedef {object} Hit
 * @property {Period} period
 * @property {number} number its place in the period
 * @property {number} rank 0 for a word in the headline, 1 in the byline, 2 in the text, added up
 * @property {string} date
 * @property {string} page
 * @property {string} address
 * @property {string} section
 * @property {string[]} authors
 * @property {string} source
 * @property {Record<string, string>} shown names as this variant shows them
 * @property {(place: number) => number} field the rank of a place in the indexed words
 * @property {Promise<ArticleFile>} [file]
 */
/** @typedef {VariantTexts & {others: () => Promise<VariantTexts[]>}} ArticleTexts */
/** @typedef {{resolve: (result: any) => void, reject: (fault: Error) => void}} Call */

/**
 * Opens the search.
 * @param {string} data the absolute address of its files, ending in a slash
 * @param {string} tag the reader's variant
 * @param {string} worker the address of search-worker.js
 */
export async function open(data, tag, worker) {
  const program = new Worker(worker); // its script is loaded beside the list
  const answer = await fetch(`${data}index.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return new Engine(data, tag, program, await answer.json());
}

export class Engine {
  #worker;
  #count = 0;
  /** @type {Map<number, Call>} */
  #calls;
  /** @type {Map<string, Promise<Hit[]>>} */
  #articles; // by the period's key
  /** @type {Map<string, Map<string, string>>} */
  #forms; // variant tag → what a character standing alone becomes
  /** @type {Promise<void> | undefined} */
  #tables;
  /** @type {Promise<boolean> | undefined} */
  #started;

  /**
   * @param {string} data
   * @param {string} tag
   * @param {Worker} worker
   * @param {PeriodList} list
   */
  constructor(data, tag, worker, list) {
    this.data = data;
    this.tag = tag;
    this.list = list;
    this.periods = list.periods;
    this.folding = new Folding(new Map());
    this.broken = false;
    this.#worker = worker;
    this.#calls = new Map();
    this.#articles = new Map();
    this.#forms = new Map();
    worker.onmessage = ({ data: { id, result, fault } }) => {
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (fault) call?.reject(new Error(fault));
      else call?.resolve(result);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      for (const { reject } of this.#calls.values()) reject(new Error("the worker failed"));
      this.#calls.clear();
      this.broken = true;
    };
  }

  // Loads what the first query needs: the engine, the tables, the newest period.
  async preload() {
    if (!this.periods.length) return;
    await Promise.all([this.#loadTables(), this.#loadPeriod(this.periods[0])]);
  }

  /**
   * Loads a period ahead of the query.
   * @param {Period} period
   */
  preloadPeriod(period) {
    this.#loadPeriod(period).catch(() => undefined); // reported by the search of it
  }

  close() {
    this.#worker.terminate();
  }

  /**
   * A query, parsed.
   * @param {string} text
   */
  async query(text) {
    await this.#loadTables();
    return parse(text, this.folding);
  }

  /**
   * The articles of a period that hold every word of a query, newest edition first, in reading
   * order. A query without words matches all.
   * @param {Period} period
   * @param {Query} query
   */
  async search(period, query) {
    const articles = await this.#loadPeriod(period);
    if (!query.words.length) return articles;
    await this.#start();
    /** @type {[page: number, ...places: number[]][]} */
    const pages = await this.#call("ask", {
      key: period.key,
      url: this.#folder(period),
      phrases: query.phrases,
    });
    const hits = pages
      .sort((left, right) => left[0] - right[0])
      .map(([page, ...places]) => {
        const article = articles[page];
        const rank = places.reduce((sum, place) => sum + article.field(place), 0);
        return { ...article, rank };
      });
    return query.more ? this.#verified(hits, query) : hits;
  }

  /**
   * An article's texts: in the reader's variant, and in all others when asked for.
   * @param {Hit} hit
   * @returns {Promise<ArticleTexts>}
   */
  async text(hit) {
    await this.#loadTables();
    hit.file ??= this.#read(`${this.#folder(hit.period)}t/${hit.number}.huozi`);
    hit.file.catch(() => (hit.file = undefined));
    const file = await hit.file;
    return {
      ...inVariant(file, this.tag, this.#forms.get(this.tag)),
      others: async () => {
        const tags = Object.keys(file[2]).filter((tag) => tag !== this.tag);
        if (this.tag !== this.list.source) tags.push(this.list.source);
        return Promise.all(
          tags.map(async (tag) => inVariant(file, tag, await this.#loadForms(tag))),
        );
      },
    };
  }

  /**
   * The addresses of the articles that hold a query, in all periods on this host.
   * @param {string} text
   */
  async addresses(text) {
    const query = await this.query(text);
    const addresses = [];
    for (const period of query.words.length ? this.periods.filter(({ year }) => !year) : []) {
      addresses.push(...(await this.search(period, query)).map((hit) => hit.address));
    }
    return addresses;
  }

  #loadTables() {
    this.#tables ??= (async () => {
      if (!this.list.fold) return;
      const [folds] = await Promise.all([
        this.#read(this.data + this.list.fold),
        this.#loadForms(this.tag),
      ]);
      this.folding = new Folding(table(folds));
    })();
    this.#tables.catch(() => (this.#tables = undefined));
    return this.#tables;
  }

  /** @param {string} tag */
  async #loadForms(tag) {
    const name = this.list.forms?.[tag];
    if (name && !this.#forms.has(tag)) {
      this.#forms.set(tag, table(await this.#read(this.data + name)));
    }
    return this.#forms.get(tag);
  }

  #start() {
    this.#started ??= this.#call("start", { url: this.data + this.list.engine });
    this.#started.catch(() => (this.#started = undefined));
    return this.#started;
  }

  /** @param {string} url */
  #read(url) {
    return this.#call("read", { url });
  }

  /**
   * Has the worker do something; the promise of its result.
   * @param {string} name
   * @param {object} values
   * @returns {Promise<any>}
   */
  #call(name, values) {
    const id = this.#count++;
    if (this.broken) return Promise.reject(new Error("the worker failed"));
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#worker.postMessage({ id, name, ...values });
    });
  }

  /**
   * The address of a period's files. A closed year's stand below the year, which may be on a host
   * of its own.
   * @param {Period} period
   */
  #folder({ key, year }) {
    return new URL(year ? `../../${year}/search/${key}/` : `${key}/`, this.data).href;
  }

  /** @param {Period} period */
  #loadPeriod(period) {
    const { key } = period;
    let loading = this.#articles.get(key);
    if (!loading) {
      const url = this.#folder(period);
      loading = Promise.all([
        this.#read(`${url}table.huozi`),
        this.#start(),
        this.#call("open", { key, url }),
      ]).then(([file]) => articlesOf(period, file, this.tag));
      this.#articles.set(key, loading);
      loading.catch(() => this.#articles.delete(key));
    }
    return loading;
  }

  /**
   * Those hits whose texts hold every word, in one variant or another.
   * @param {Hit[]} hits
   * @param {Query} query
   */
  async #verified(hits, { words }) {
    /** @type {Hit[]} */
    const verified = [];
    for (let start = 0; start < hits.length; start += 20) {
      const some = hits.slice(start, start + 20);
      const holds = await Promise.all(some.map((hit) => this.#holds(hit, words)));
      verified.push(...some.filter((_, index) => holds[index]));
    }
    return verified;
  }

  /**
   * @param {Hit} hit
   * @param {string[]} words
   */
  async #holds(hit, words) {
    const texts = await this.text(hit);
    const all = [texts, ...(await texts.others())].flatMap((variant) =>
      variant.texts.map(({ text }) => this.folding.fold(text)),
    );
    return words.every((word) => all.some((text) => text.includes(word)));
  }
}

/**
 * A period's articles in the order of its index, from its table.
 * @param {Period} period
 * @param {TableFile} file
 * @param {string} tag
 */
function articlesOf(period, file, tag) {
  const stems = file.stems.split(" ");
  /** @type {Hit[]} */
  const articles = [];
  let number = 0;
  for (const [edition, count] of file.editions) {
    const folder = `/${edition.slice(0, 4)}/${edition.slice(5)}/`;
    for (const end = number + count; number < end; number++) {
      const head = file.head[number];
      const line = file.line[number];
      articles.push({
        period,
        number,
        rank: 2,
        date: edition.slice(0, 10),
        page: stems[number].split("-")[0],
        address: `${folder}${stems[number]}/`,
        section: file.sections[file.section[number]],
        authors: file.author[number].map((author) => file.authors[author]),
        source: file.sources[file.source[number]],
        shown: file.shown[tag] ?? {},
        field: (place) => (place < head ? 0 : place < line ? 1 : 2),
      });
    }
  }
  return articles;
}
