// An article's texts in the reader's script, from its file (generator/search/excerpts.py), and what
// a result shows of them. Depends neither on the page nor on the engine.

import { merged } from "./search-text.js";

/** @typedef {import("./search-text.js").Range} Range */
/** @typedef {[start: number, length: number, instead: string]} Replacement in characters */
/**
 * Variant tag → what differs from the source script converted character by character: the
 * replacements in each text by its number, or all texts where the variant has other blocks.
 * @typedef {Record<string, [which: number, ...places: Replacement[]][]
 *   | {ids: string[], texts: string[]} | undefined>} Changes
 */
/** @typedef {[ids: string[], texts: string[], changes: Changes]} ArticleFile */
/**
 * A text, and for each of its units the first character of the source it comes from, and the one
 * behind the last.
 * @typedef {{text: string, from?: number[], to?: number[]}} VariantText
 */
/**
 * An article's texts in the order of its file; `ids` are those of the blocks at the end.
 * @typedef {{ids: string[], texts: VariantText[]}} VariantTexts
 */
/** @typedef {{text: string, marked?: boolean}} Piece */

const WIDTH = 100; // units of an excerpt
const BEFORE = 24; // units before its first hit
const PAUSE = /[，。；：！？、,;:!?\s]/;

/**
 * An article's texts in a variant.
 * @param {ArticleFile} file
 * @param {string} tag
 * @param {Map<string, string> | undefined} forms what a character standing alone becomes
 * @returns {VariantTexts}
 */
export function inVariant([ids, texts, changes], tag, forms) {
  const change = changes[tag];
  if (change && !Array.isArray(change)) {
    return { ids: change.ids, texts: change.texts.map((text) => ({ text })) };
  }
  /** @type {Map<number, Replacement[]>} */
  const changed = new Map((change ?? []).map(([which, ...places]) => [which, places]));
  return {
    ids,
    texts: texts.map((text, which) => convert(text, forms, changed.get(which) ?? [])),
  };
}

/**
 * A text of the source script in another variant.
 * @param {string} source
 * @param {Map<string, string> | undefined} forms
 * @param {Replacement[]} places
 * @returns {VariantText}
 */
function convert(source, forms, places) {
  let text = "";
  /** @type {number[]} */
  const from = [];
  /** @type {number[]} */
  const to = [];
  /** @type {(piece: string, start: number, end: number) => void} */
  const add = (piece, start, end) => {
    text += piece;
    for (let unit = 0; unit < piece.length; unit++) {
      from.push(start);
      to.push(end);
    }
  };
  const chars = Array.from(source);
  let at = 0;
  /** @param {number} end */
  const addUnchanged = (end) => {
    for (; at < end; at++) add(forms?.get(chars[at]) ?? chars[at], at, at + 1);
  };
  for (const [start, length, instead] of places) {
    addUnchanged(start);
    const cells = Array.from(instead);
    const even = cells.length === length;
    cells.forEach((cell, n) => {
      add(cell, even ? start + n : start, even ? start + n + 1 : start + length);
    });
    at = start + length;
  }
  addUnchanged(chars.length);
  return { text, from, to };
}

/**
 * The places in one variant's text that correspond to places in another's.
 * @param {Range[]} ranges places in `other`
 * @param {VariantText} other
 * @param {VariantText} target
 */
export function mapRanges(ranges, other, target) {
  if (!other.from || !other.to || !target.from || !target.to) return [];
  /** @type {Range[]} */
  const mapped = [];
  for (const [start, end] of ranges) {
    const first = other.from[start];
    const last = other.to[end - 1];
    let begin = -1;
    let stop = -1;
    for (let unit = 0; unit < target.text.length; unit++) {
      if (target.to[unit] > first && target.from[unit] < last) {
        if (begin < 0) begin = unit;
        stop = unit + 1;
      }
    }
    if (begin >= 0) mapped.push([begin, stop]);
  }
  return merged(mapped);
}

/**
 * The part of a text around its first hit, in pieces. It begins with a clause where one begins
 * nearby, and never inside a character.
 * @param {string} text
 * @param {Range[]} ranges
 * @param {number} [width] in units
 */
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
  /** @type {Piece[]} */
  const pieces = [];
  if (start > 0) pieces.push({ text: "…" });
  /** @type {Range[]} */
  const shifted = ranges.map(([first, last]) => [first - start, last - start]);
  pieces.push(...split(text.slice(start, end), shifted));
  if (end < text.length) pieces.push({ text: "…" });
  return pieces;
}

/**
 * A text in pieces, those in the ranges marked.
 * @param {string} text
 * @param {Range[]} ranges
 */
export function split(text, ranges) {
  /** @type {Piece[]} */
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
