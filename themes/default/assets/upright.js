// 竖排: one or two digits are set side by side, three or four one below the other; longer numbers and
// Latin words lie on their side. The mouse wheel scrolls along the lines.

const NUMBER = /(^|[^\w.,:%‰+–-])(\d{1,4})(?![\w.,:‰–-]*[\w%‰])/gu;

export function setUpright() {
  /** @type {HTMLElement | null} */
  const content = document.querySelector(".e-content");
  if (!content) return;
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  for (const node of nodes) {
    if (!node.parentElement?.closest(".digits, table, pre, code")) wrapNumbers(node);
  }
  content.onwheel = (event) => {
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    const before = content.scrollLeft;
    content.scrollLeft -= event.deltaY;
    if (content.scrollLeft !== before) event.preventDefault(); // at its end the page scrolls
  };
}

/** @param {Text} node */
function wrapNumbers(node) {
  for (const { index = 0, 1: before, 2: digits } of [...node.data.matchAll(NUMBER)].reverse()) {
    const number = node.splitText(index + before.length);
    number.splitText(digits.length);
    const span = document.createElement("span");
    span.className = digits.length > 2 ? "digits apart" : "digits";
    number.replaceWith(span);
    span.append(number);
  }
}
