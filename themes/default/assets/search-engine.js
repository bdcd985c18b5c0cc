// The one door to the search: which periods there are, what stands in each, which articles of one
// hold a query. Everything behind it (Pagefind in a worker, its files) can change without the page
// noticing. Refuses to know what a result looks like.

// Opens the search whose files are at `data` (an absolute address ending in /), for a reader of
// the variant `tag`; `worker` is the worker's address, `text` the module search-text.js.
export async function open(data, tag, worker, text) {
  const program = new Worker(worker); // its script comes beside the list
  const answer = await fetch(`${data}index.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return new Engine(data, tag, program, text, await answer.json());
}

class Engine {
  #waiting;
  #count = 0;
  #worker;
  #started;
  #periods;
  #alone;

  constructor(data, tag, worker, text, list) {
    this.data = data;
    this.tag = tag;
    this.texts = text;
    this.list = list;
    this.#waiting = new Map();
    this.#worker = worker;
    this.#periods = new Map();
    this.#alone = new Map();
    worker.onmessage = ({ data: { id, result, fault } }) => {
      const [resolve, reject] = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (fault) reject(new Error(fault));
      else resolve(result);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      for (const [, reject] of this.#waiting.values()) reject(new Error("the worker failed"));
      this.#waiting.clear();
      this.broken = true;
    };
    this.periods = list.periods; // newest first: key, from, to, articles, year (closed)
  }

  // Loads what the first query needs: the engine, the tables, the newest period.
  async warm() {
    if (!this.periods.length) return;
    await Promise.all([this.#tables(), this.#period(this.periods[0])]);
  }

  // Loads a period ahead of the question.
  prepare(period) {
    this.#period(period).catch(() => undefined); // told when it is asked
  }

  close() {
    this.#worker.terminate();
  }

  async query(text) {
    await this.#tables();
    return this.texts.parse(text, this.folding);
  }

  // The articles of a period that hold every word of a query (from `query`), each as
  // {period, number, rank, …}: rank 0 a word in the headline, 1 in the byline, 2 in the text,
  // added up. Newest edition first, in reading order. A query without words holds all.
  async ask(period, query) {
    const known = await this.#period(period);
    if (!query.words.length) return known.articles;
    await this.#start();
    const pages = await this.#call("ask", {
      key: period.key,
      url: this.#at(period),
      phrases: query.phrases,
    });
    const hits = pages
      .sort((one, other) => one[0] - other[0])
      .map(([page, ...places]) => {
        const article = known.articles[page];
        const rank = places.reduce((sum, at) => sum + article.field(at), 0);
        return { ...article, rank };
      });
    return query.more ? this.#checked(hits, query) : hits;
  }

  // An article's texts: in the reader's variant, and in every other one when asked for.
  async text(hit) {
    await this.#tables();
    hit.file ??= this.#read(`${this.#at(hit.period)}t/${hit.number}.huozi`);
    hit.file.catch(() => (hit.file = undefined));
    const file = await hit.file;
    return {
      ...this.texts.inVariant(file, this.tag, this.#alone.get(this.tag)),
      others: async () => {
        const tags = Object.keys(file[2]).filter((tag) => tag !== this.tag);
        if (this.tag !== this.list.source) tags.push(this.list.source);
        return Promise.all(
          tags.map(async (tag) => this.texts.inVariant(file, tag, await this.#table(tag))),
        );
      },
    };
  }

  // The articles that hold a query, all periods on this host: their addresses. What the proof asks.
  async addresses(text) {
    const query = await this.query(text);
    const found = [];
    for (const period of query.words.length ? this.periods.filter(({ year }) => !year) : []) {
      found.push(...(await this.ask(period, query)).map((hit) => hit.address));
    }
    return found;
  }

  #tables() {
    this.tables ??= (async () => {
      if (!this.list.fold) this.folding = new this.texts.Folding(new Map());
      else {
        const [folds] = await Promise.all([
          this.#read(this.data + this.list.fold),
          this.#table(this.tag),
        ]);
        this.folding = new this.texts.Folding(this.texts.table(folds));
      }
    })();
    this.tables.catch(() => (this.tables = undefined));
    return this.tables;
  }

  async #table(tag) {
    const name = this.list.forms?.[tag];
    if (name && !this.#alone.has(tag)) {
      this.#alone.set(tag, this.texts.table(await this.#read(this.data + name)));
    }
    return this.#alone.get(tag);
  }

  #start() {
    this.#started ??= this.#call("start", { url: this.data + this.list.engine });
    this.#started.catch(() => (this.#started = undefined));
    return this.#started;
  }

  #read(url) {
    return this.#call("read", { url });
  }

  #call(what, given) {
    const id = this.#count++;
    if (this.broken) return Promise.reject(new Error("the worker failed"));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, [resolve, reject]);
      this.#worker.postMessage({ id, what, ...given });
    });
  }

  // A closed year's periods stand below the year, which may be on a host of its own.
  #at({ key, year }) {
    return new URL(year ? `../../${year}/search/${key}/` : `${key}/`, this.data).href;
  }

  #period(period) {
    const { key } = period;
    if (!this.#periods.has(key)) {
      const url = this.#at(period);
      const loading = Promise.all([
        this.#read(`${url}table.huozi`),
        this.#start(),
        this.#call("open", { key, url }),
      ]).then(([found]) => new Table(period, found, this.tag));
      this.#periods.set(key, loading);
      loading.catch(() => this.#periods.delete(key));
    }
    return this.#periods.get(key);
  }

  // Of some hits those whose texts hold every word, in one variant or another.
  async #checked(hits, { words }) {
    const kept = [];
    for (let at = 0; at < hits.length; at += 20) {
      const some = hits.slice(at, at + 20);
      const holds = await Promise.all(some.map((hit) => this.#holds(hit, words)));
      kept.push(...some.filter((_, which) => holds[which]));
    }
    return kept;
  }

  async #holds(hit, words) {
    const own = await this.text(hit);
    const all = [own, ...(await own.others())].flatMap(({ texts }) =>
      texts.map(({ text }) => this.folding.fold(text)),
    );
    return words.every((word) => all.some((text) => text.includes(word)));
  }
}

// What is known of a period's articles without their texts.
class Table {
  constructor(period, found, tag) {
    const shown = found.shown[tag] ?? {};
    const stems = found.stems.split(" ");
    let number = 0;
    this.articles = [];
    for (const [edition, count] of found.editions) {
      const folder = `/${edition.slice(0, 4)}/${edition.slice(5)}/`;
      for (const end = number + count; number < end; number++) {
        const head = found.head[number];
        const line = found.line[number];
        const section = found.sections[found.section[number]];
        const authors = found.author[number].map((which) => found.authors[which]);
        this.articles.push({
          period,
          number,
          rank: 2,
          date: edition.slice(0, 10),
          page: stems[number].split("-")[0],
          address: `${folder}${stems[number]}/`,
          section,
          authors,
          source: found.sources[found.source[number]],
          shown,
          field: (at) => (at < head ? 0 : at < line ? 1 : 2),
        });
      }
    }
  }
}
