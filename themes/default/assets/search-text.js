// What a text is to the search, in the browser: the same normal form and the same pairs of
// characters as generator/search/text.py, the words of a query, and an article's texts in the
// reader's script with the places where a word stands. Knows no page and no engine.

const SPACES = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const DROPPED = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
const YI = 0xa000, YI_SIZE = 1165;
const SINGLE = "\ua480";
const LONGEST = 40; // characters of a word that the engine is asked for; the rest is looked up
const MOST = 12; // words that the engine is asked for

export function table(text) {
  // "後后發发" as a map: 後 → 后, 發 → 发.
  const chars = Array.from(text), map = new Map();
  for (let at = 0; at + 1 < chars.length; at += 2) map.set(chars[at], chars[at + 1]);
  return map;
}

export class Folding {
  constructor(folds) {
    this.folds = folds;
    this.known = new Map();
  }

  char(char) {
    let form = this.known.get(char);
    if (form === undefined) {
      form = this.#form(char);
      this.known.set(char, form);
    }
    return form;
  }

  #form(char) {
    if (SPACES.test(char)) return " ";
    if (this.folds.has(char)) return this.folds.get(char);
    return Array.from(char.normalize("NFKC"), (part) => this.#part(part)).join("");
  }

  #part(part) {
    if (SPACES.test(part)) return " ";
    const [base] = part.normalize("NFD");
    if (base < "\u0530") part = base;
    if (DROPPED.test(part)) return "";
    return Array.from(part.toLowerCase(), (low) => this.folds.get(low) ?? low).join("");
  }

  // The normal form of a text, and for each of its units where that began and ended in the text.
  places(text) {
    let folded = "", at = 0;
    const from = [], to = [];
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

  fold(text) {
    return this.places(text).text;
  }

  // Where some folded words stand in a text: [start, end] in its units, merged, in order.
  ranges(text, words) {
    const { text: folded, from, to } = this.places(text);
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        found.push([from[at], to[at + word.length - 1]]);
      }
    }
    return merged(found);
  }
}

function merged(ranges) {
  const kept = [];
  for (const [start, end] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = kept.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}

function encode(char) {
  if (/^[\u4e00-\u9fff\u3400-\u4dbf0-9a-z]$/.test(char)) return char;
  const point = char.codePointAt(0);
  return String.fromCharCode(YI + Math.floor(point / YI_SIZE), YI + (point % YI_SIZE));
}

// Marks around words that belong together → the marks that end them.
const QUOTES = new Map(Object.entries({
  '"': '"', "＂": "＂", "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉",
}));

// A query in its words: folded, as the reader typed them, and as phrases for the engine; and the
// query without its quotation marks, to be asked where the words do not stand as they were typed.
export function parse(query, folding) {
  const words = new Map();
  for (const word of divided(query)) {
    const folded = folding.fold(word);
    if (folded && !words.has(folded)) words.set(folded, word.trim());
  }
  const folded = [...words.keys()];
  const asked = [...folded].sort((one, other) => other.length - one.length).slice(0, MOST);
  return {
    words: folded,
    typed: [...words.values()],
    phrases: asked.map((word) => phrase(word, folded.length === 1)),
    // Whether the engine was asked for less than was typed: then texts decide.
    more: folded.length > MOST || folded.some((word) => Array.from(word).length > LONGEST),
    loose: loose(query),
  };
}

// The words of a query. Quotation marks around them keep them together, whatever marks they are;
// Chinese ones within a word (“新”求质) are part of the text.
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

// Where the quotation ends that begins at a place; -1 where none does.
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

// A query without its quotation marks; undefined where it has none, or nothing else.
function loose(query) {
  const bare = query.replace(/["＂“”「」『』《》〈〉]|‘(?=[^‘’]*’)/g, " ").replace(/’(?![a-z])/gi, " ");
  if (bare === query) return undefined;
  const words = bare.split(SPACES).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.join(" ") || undefined;
}

// What the engine is asked for a word: its pairs, one after the other. A character alone is looked
// for in headlines and bylines if it is all that was typed, else (`first`) wherever it begins a pair.
function phrase(word, alone) {
  const letters = Array.from(word).slice(0, LONGEST).map(encode);
  if (letters.length === 1) return alone ? { words: SINGLE + letters[0] } : { first: letters[0] };
  return { words: letters.slice(1).map((letter, at) => letters[at] + letter).join(" ") };
}

// An article's texts in a variant, from its file (generator/search/texts.py). With each text, for
// every unit of it, the character of the source script's text it comes from.
export function inVariant([ids, texts, changes], tag, alone) {
  const change = changes[tag];
  if (change?.texts) return { ids: change.ids, texts: change.texts.map((text) => ({ text })) };
  const changed = new Map((change ?? []).map(([which, ...places]) => [which, places]));
  return {
    ids,
    texts: texts.map((text, which) => said(text, alone, changed.get(which) ?? [])),
  };
}

function said(source, alone, places) {
  let text = "";
  const from = [], to = [];
  const add = (piece, start, end) => {
    text += piece;
    for (let unit = 0; unit < piece.length; unit++) {
      from.push(start);
      to.push(end);
    }
  };
  const chars = Array.from(source);
  let at = 0;
  const plain = (end) => {
    for (; at < end; at++) add(alone?.get(chars[at]) ?? chars[at], at, at + 1);
  };
  for (const [start, length, instead] of places) {
    plain(start);
    const cells = Array.from(instead);
    const even = cells.length === length;
    cells.forEach((cell, n) => {
      add(cell, even ? start + n : start, even ? start + n + 1 : start + length);
    });
    at = start + length;
  }
  plain(chars.length);
  return { text, from, to };
}

// The places in one variant's text that stand for places in another variant's.
export function carried(ranges, other, own) {
  if (!other.from || !own.from) return [];
  const found = [];
  for (const [start, end] of ranges) {
    const first = other.from[start], last = other.to[end - 1];
    let begin = -1, stop = -1;
    for (let unit = 0; unit < own.text.length; unit++) {
      if (own.to[unit] > first && own.from[unit] < last) {
        if (begin < 0) begin = unit;
        stop = unit + 1;
      }
    }
    if (begin >= 0) found.push([begin, stop]);
  }
  return merged(found);
}

const WIDTH = 100, BEFORE = 24;
const PAUSE = /[，。；：！？、,;:!?\s]/;

// A piece of a text around its first hit: text and marks, cut where a clause begins if one does
// nearby; never inside a character.
export function excerpt(text, ranges, width = WIDTH) {
  const hit = ranges[0]?.[0] ?? 0;
  let start = Math.max(0, hit - BEFORE);
  if (text.length - start < width) start = Math.max(0, Math.min(start, text.length - width));
  if (start > 0) {
    for (let at = start; at < hit; at++) {
      if (PAUSE.test(text[at - 1])) {
        start = at;
        break;
      }
    }
  }
  let end = Math.min(text.length, Math.max(start + width, ranges[0]?.[1] ?? 0));
  if (/[\udc00-\udfff]/.test(text[start] ?? "")) start--;
  if (/[\udc00-\udfff]/.test(text[end] ?? "")) end++;
  const pieces = [];
  if (start > 0) pieces.push({ text: "…" });
  pieces.push(...cut(text.slice(start, end), ranges.map(([a, b]) => [a - start, b - start])));
  if (end < text.length) pieces.push({ text: "…" });
  return pieces;
}

// A text in pieces, marked or not.
export function cut(text, ranges) {
  const pieces = [];
  let at = 0;
  for (let [start, end] of ranges) {
    start = Math.max(start, at);
    end = Math.min(end, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
