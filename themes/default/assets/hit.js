// An article opened from a result: the words that were found are marked, the first is scrolled to.
// Knows only ?hit=… (the words as this very page shows them) and the text of the article, across
// inline markup; refuses to know the search.

const words = new URLSearchParams(location.search).getAll("hit").filter(Boolean).slice(0, 20);
const article = document.querySelector("article.h-entry");
if (words.length && article) mark(article, words);

function mark(root, hits) {
  const blocks = root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption, pre");
  const own = [...blocks].filter((block) => !block.querySelector("p, li, td, th"));
  const marks = own.flatMap((block) => markBlock(block, hits));
  const wanted = block();
  const first = marks.find((one) => wanted && wanted.contains(one)) ?? marks[0];
  first?.scrollIntoView({ block: "center" });
}

// The block that the address names.
function block() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // "#%" names nothing
  }
}

function markBlock(block, hits) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: text.length });
    text += walker.currentNode.data;
  }
  // As the search reads a page: a run of white space is one space.
  const from = [];
  let plain = "";
  for (let at = 0; at < text.length; at++) {
    const char = /[ \t\r\n\f]/.test(text[at]) ? " " : text[at];
    if (char === " " && plain.endsWith(" ")) continue;
    plain += char;
    from.push(at);
  }
  const ranges = [];
  for (const hit of hits) {
    for (let at = plain.indexOf(hit); at >= 0; at = plain.indexOf(hit, at + hit.length)) {
      ranges.push([from[at], from[at + hit.length - 1] + 1]);
    }
  }
  return nodes.flatMap(({ node, start }) => markNode(node, start, ranges));
}

function markNode(node, start, ranges) {
  const end = start + node.length, made = [];
  const inside = ranges
    .map(([first, last]) => [Math.max(first, start) - start, Math.min(last, end) - start])
    .filter(([first, last]) => first < last)
    .sort((one, other) => other[0] - one[0]);
  let limit = node.length;
  for (const [first, last] of inside) {
    if (last > limit) continue; // it is marked with a longer one already
    limit = first;
    const piece = node.splitText(first);
    piece.splitText(last - first);
    const element = document.createElement("mark");
    piece.replaceWith(element);
    element.append(piece);
    made.unshift(element);
  }
  return made;
}
