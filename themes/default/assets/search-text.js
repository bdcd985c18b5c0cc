// Text as the search compares it: the normal form and the pairs of characters, both the same as in
// generator/search/search_text.py, and the words of a query. Depends neither on the page nor on the engine.

/**
 * A place in a text: its first unit (UTF-16), and the unit behind its last.
 * @typedef {[start: number, end: number]} Range
 */
/**
 * What the engine looks up: a phrase of pairs, or every pair that begins with a letter.
 * @typedef {{words: string, first?: undefined} | {first: string, words?: undefined}} Phrase
 */
/**
 * A parsed query.
 * @typedef {object} Query
 * @property {string[]} words its words in normal form
 * @property {string[]} typed its words as the reader typed them
 * @property {Phrase[]} phrases what the engine is asked, the longest word first
 * @property {boolean} more whether the engine is asked for less than was typed: then texts decide
 * @property {string | undefined} loose the query without its quotation marks, for a second try
 */

const SPACES = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const DROPPED = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
const YI = 0xa000;
const YI_SIZE = 1165;
const SINGLE = "\ua480";
const LONGEST = 40; // characters of a word that the engine is asked for; the rest is looked up
const MOST = 12; // words that the engine is asked for

/**
 * A table of characters from its text: "後后發发" becomes 後 → 后, 發 → 发.
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function table(text) {
  const chars = Array.from(text);
  const map = new Map();
  for (let at = 0; at + 1 < chars.length; at += 2) map.set(chars[at], chars[at + 1]);
  return map;
}

/** The normal form, over a table of characters that are searched as others. */
export class Folding {
  /** @param {Map<string, string>} folds */
  constructor(folds) {
    this.folds = folds;
    /** @type {Map<string, string>} */
    this.forms = new Map();
  }

  /** @param {string} char */
  char(char) {
    let form = this.forms.get(char);
    if (form === undefined) {
      form = this.#form(char);
      this.forms.set(char, form);
    }
    return form;
  }

  /** @param {string} char */
  #form(char) {
    if (SPACES.test(char)) return " ";
    const fold = this.folds.get(char);
    if (fold !== undefined) return fold;
    return Array.from(char.normalize("NFKC"), (part) => this.#part(part)).join("");
  }

  /** @param {string} part */
  #part(part) {
    if (SPACES.test(part)) return " ";
    const [base] = part.normalize("NFD");
    const plain = base < "\u0530" ? base : part;
    if (DROPPED.test(plain)) return "";
    return Array.from(plain.toLowerCase(), (low) => this.folds.get(low) ?? low).join("");
  }

  /**
   * The normal form of a text, with the start and end of each of its units in the text.
   * @param {string} text
   */
  places(text) {
    let folded = "";
    let at = 0;
    /** @type {number[]} */
    const from = [];
    /** @type {number[]} */
    const to = [];
    for (const char of text) {
      const form = this.char(char);
      if (form !== " " || (folded && !folded.endsWith(" "))) {
        folded += form;
        for (let unit = 0; unit < form.length; unit++) {
          from.push(at);
          to.push(at + char.length);
        }
      }
      at += char.length;
    }
    return { text: folded.trimEnd(), from, to };
  }

  /** @param {string} text */
  fold(text) {
    return this.places(text).text;
  }

  /**
   * The places of some folded words in a text, in order, overlapping ones as one.
   * @param {string} text
   * @param {string[]} words
   */
  ranges(text, words) {
    const { text: folded, from, to } = this.places(text);
    /** @type {Range[]} */
    const ranges = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        ranges.push([from[at], to[at + word.length - 1]]);
      }
    }
    return merged(ranges);
  }
}

/**
 * Ranges in order, overlapping and adjoining ones as one.
 * @param {Range[]} ranges
 */
export function merged(ranges) {
  /** @type {Range[]} */
  const result = [];
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** @param {string} char */
function encode(char) {
  if (/^[\u4e00-\u9fff\u3400-\u4dbf0-9a-z]$/.test(char)) return char;
  const point = char.codePointAt(0) ?? 0;
  return String.fromCharCode(YI + Math.floor(point / YI_SIZE), YI + (point % YI_SIZE));
}

// Marks around words that belong together → the marks that end them.
const QUOTES = new Map([
  ['"', '"'],
  ["＂", "＂"],
  ["“", "”"],
  ["‘", "’"],
  ["「", "」"],
  ["『", "』"],
  ["《", "》"],
  ["〈", "〉"],
]);

/**
 * A query, parsed.
 * @param {string} query
 * @param {Folding} folding
 * @returns {Query}
 */
export function parse(query, folding) {
  const words = new Map();
  for (const word of divided(query)) {
    const folded = folding.fold(word);
    if (folded && !words.has(folded)) words.set(folded, word.trim());
  }
  const folded = [...words.keys()];
  const asked = [...folded].sort((left, right) => right.length - left.length).slice(0, MOST);
  return {
    words: folded,
    typed: [...words.values()],
    phrases: asked.map((word) => phrase(word, folded.length === 1)),
    more: folded.length > MOST || folded.some((word) => Array.from(word).length > LONGEST),
    loose: loose(query),
  };
}

/**
 * The words of a query. Quotation marks of any kind around words keep them together; Chinese ones
 * inside a word (“新”求质) are part of the text.
 * @param {string} query
 */
function divided(query) {
  const words = [];
  let start = 0;
  let at = 0;
  while (at < query.length) {
    const end = closing(query, at, at === start);
    if (end >= 0) {
      words.push(query.slice(start, at), query.slice(at + 1, end));
      start = end + 1;
      at = start;
    } else {
      const border = SPACES.test(query[at]) || query[at] === '"';
      if (border) words.push(query.slice(start, at));
      at++;
      if (border) start = at;
    }
  }
  return [...words, query.slice(start)];
}

/**
 * The end of the quotation that begins at a place; -1 where none does.
 * @param {string} query
 * @param {number} at
 * @param {boolean} first whether the place is the first of a word
 */
function closing(query, at, first) {
  const mark = QUOTES.get(query[at]);
  if (!mark || (!first && mark !== '"')) return -1;
  let end = at + 1;
  for (let depth = 1; end < query.length; end++) {
    if (query[end] === mark) depth--;
    else if (query[end] === query[at]) depth++;
    if (!depth) break;
  }
  if (end >= query.length) return -1;
  const next = query[end + 1];
  const whole = next === undefined || SPACES.test(next) || QUOTES.has(next);
  return whole || mark === '"' ? end : -1;
}

/**
 * A query without its quotation marks; undefined where it has none, or nothing else.
 * @param {string} query
 */
function loose(query) {
  const bare = query.replace(/["＂“”「」『』《》〈〉]|‘(?=[^‘’]*’)/g, " ").replace(/’(?![a-z])/gi, " ");
  if (bare === query) return undefined;
  const words = bare.split(SPACES).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.join(" ") || undefined;
}

/**
 * What the engine is asked for a word: its pairs, one after the other. A single character is looked
 * up in headlines and bylines if it is all that was typed, else wherever it begins a pair.
 * @param {string} word
 * @param {boolean} alone whether it is the only word
 * @returns {Phrase}
 */
function phrase(word, alone) {
  const letters = Array.from(word).slice(0, LONGEST).map(encode);
  if (letters.length === 1) return alone ? { words: SINGLE + letters[0] } : { first: letters[0] };
  return { words: letters.slice(1).map((letter, at) => letters[at] + letter).join(" ") };
}
