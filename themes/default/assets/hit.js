// Marks the words of a search in an article that was opened from a result, and scrolls to the block
// that the address names, else to the first mark. The address has the words as this page shows them
// (?hit=…); they are marked across inline markup too.

/** @typedef {[start: number, end: number]} Range */

const words = new URLSearchParams(location.search).getAll("hit").filter(Boolean).slice(0, 20);
const article = document.querySelector("article.h-entry");
if (words.length && article) markArticle(article);

/** @param {Element} root */
function markArticle(root) {
  const selected = root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption, pre");
  const blocks = [...selected].filter((block) => !block.querySelector("p, li, td, th"));
  const marks = blocks.flatMap(markBlock);
  const target = namedBlock();
  const first = marks.find((mark) => target?.contains(mark)) ?? marks[0];
  first?.scrollIntoView({ block: "center" });
}

// The block that the address names.
function namedBlock() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // "#%" names nothing
  }
}

/** @param {Element} block */
function markBlock(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  // As in the index, a run of white space is one space.
  /** @type {number[]} */
  const places = [];
  let plain = "";
  for (let index = 0; index < text.length; index++) {
    const char = /[ \t\r\n\f]/.test(text[index]) ? " " : text[index];
    if (char === " " && plain.endsWith(" ")) continue;
    plain += char;
    places.push(index);
  }
  /** @type {Range[]} */
  const ranges = [];
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      ranges.push([places[at], places[at + word.length - 1] + 1]);
    }
  }
  return nodes.flatMap(({ node, start }) => markNode(node, start, ranges));
}

/**
 * Marks those parts of a text node that lie in the ranges; the marks in order.
 * @param {Text} node
 * @param {number} start of the node in the block's text
 * @param {Range[]} ranges in the block's text
 */
function markNode(node, start, ranges) {
  const end = start + node.length;
  const inside = ranges
    .map(([first, last]) => [Math.max(first, start) - start, Math.min(last, end) - start])
    .filter(([first, last]) => first < last)
    .sort((left, right) => right[0] - left[0]);
  const marks = [];
  let limit = node.length;
  for (const [first, last] of inside) {
    if (last > limit) continue; // it overlaps one that is marked already
    limit = first;
    const piece = node.splitText(first);
    piece.splitText(last - first);
    const mark = document.createElement("mark");
    piece.replaceWith(mark);
    mark.append(piece);
    marks.unshift(mark);
  }
  return marks;
}

export {}; // a module: reader.js loads it
