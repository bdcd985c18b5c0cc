// The search page's form: its elements and words, the question in its address, and the filters.

/** @typedef {import("./search-box.js").SearchBox} SearchBox */
/** @typedef {import("./search-engine.js").Hit} Hit */
/** @typedef {"section" | "author" | "source" | "from" | "to" | "sort"} Field */
/**
 * What a reader asks: the query, and what it is limited to and ordered by. Dates are ISO dates.
 * @typedef {{q: string} & Partial<Record<Field, string>>} Question
 */
/**
 * What the filters need of a search.
 * @typedef {object} Filtered
 * @property {Question} question
 * @property {Hit[]} hits without the filters
 * @property {(hit: Hit, except?: Field) => boolean} passes whether the filters admit a hit; one of
 *   them may be left out
 */

/** @type {Field[]} */
export const FIELDS = ["section", "author", "source", "from", "to", "sort"];
const OPTIONS = 200; // sections, authors or sources to choose from at most

export const box = /** @type {SearchBox} */ (document.querySelector("form.search-box"));
export const field = /** @type {HTMLInputElement} */ (box.elements.namedItem("q"));
export const filters = /** @type {HTMLFormElement} */ (byId("search-filters"));
/** @type {Record<string, string>} */
const words = JSON.parse(byId("search-words").textContent ?? "");

/**
 * An element that every search page has.
 * @param {string} id
 */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function create(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * A phrase of the page in its script, with values filled in.
 * @param {string} phrase
 * @param {Record<string, string | number>} values
 */
export function translate(phrase, values = {}) {
  return words[phrase].replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

// -- the question --------------------------------------------------------------------------------

// The question in the page's address.
export function currentQuestion() {
  const parameters = new URLSearchParams(location.search);
  /** @type {Question} */
  const question = { q: parameters.get("q") ?? "" };
  for (const name of FIELDS) {
    const value = parameters.get(name);
    if (value) question[name] = value;
  }
  return question;
}

/**
 * The question with the filters as the form has them.
 * @returns {Question}
 */
export function chosenQuestion() {
  const question = { q: currentQuestion().q };
  return Object.assign(question, Object.fromEntries(FIELDS.map((name) => [name, input(name).value])));
}

/**
 * A question's address, relative to the page.
 * @param {Question} question
 */
export function addressOf(question) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) if (value) parameters.set(name, value);
  const query = String(parameters);
  return query ? `?${query}` : "./";
}

/**
 * Whether a question is limited by a filter; the order is none.
 * @param {Question} question
 */
export function isFiltered(question) {
  return FIELDS.some((name) => name !== "sort" && question[name]);
}

// -- filters -------------------------------------------------------------------------------------

/** @param {Field} name */
function input(name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (filters.elements.namedItem(name));
}

/**
 * Fills the filters: sections, authors and sources of the hits, each with the number of results it
 * has beside the other filters.
 * @param {Filtered} search
 */
export function showFilters(search) {
  const { question, hits } = search;
  const chosen = FIELDS.some((name) => question[name]);
  filters.hidden = !hits.length && !chosen;
  fillOptions("section", search, (hit) => [hit.section]);
  fillOptions("author", search, (hit) => hit.authors);
  fillOptions("source", search, (hit) => [hit.source]);
  input("from").value = question.from ?? "";
  input("to").value = question.to ?? "";
  input("sort").value = question.sort ?? "";
  const reset = /** @type {HTMLElement} */ (filters.querySelector("[type=reset]"));
  reset.hidden = !chosen;
}

/**
 * @param {Field} name
 * @param {Filtered} search
 * @param {(hit: Hit) => string[]} values
 */
function fillOptions(name, search, values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Map<string, string>} */
  const labels = new Map();
  for (const hit of search.hits) {
    if (!search.passes(hit, name)) continue;
    for (const value of values(hit)) {
      if (!value) continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
      labels.set(value, hit.shown[value] ?? value);
    }
  }
  const chosen = search.question[name];
  if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const options = sorted.slice(0, OPTIONS).map(([value, count]) => {
    const option = create("option", { value }, `${labels.get(value) ?? value} (${count})`);
    option.selected = value === chosen;
    return option;
  });
  input(name).replaceChildren(create("option", { value: "" }, translate("all")), ...options);
}
