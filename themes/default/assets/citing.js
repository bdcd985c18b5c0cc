// The citation of an article in the form of GB/T 7714—2015, an article of a newspaper, online
// ([N/OL]), from what the page shows.

/** @param {Element} element */
const textOf = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * The article's citation.
 * @param {string} address the article's
 */
export function citation(address) {
  const headline = /** @type {Element} */ (required(".p-name").cloneNode(true));
  headline.querySelector(".mark")?.remove();
  const names = [...new Set([...document.querySelectorAll(".meta .p-author")].map(textOf))];
  const authors = names.slice(0, 3).join(", ") + (names.length > 3 ? ", 等" : "");
  const [, day, page] = address.match(/(\d{4}\/\d\d-\d\d)[^/]*\/([^/]+)-\d+\//) ?? ["", "", ""];
  const number = page.replace(/^0+(?=.)/, "");
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const title = `${textOf(headline)}[N/OL]. ${textOf(required(".nameplate"))}`;
  const place = `${day.replace("/", "-")}(${number})[${today}]. ${address}.`;
  const lead = authors && `${authors}. `;
  return `${lead}${title}, ${place}`;
}

/**
 * An element that every article's page has.
 * @param {string} selector
 */
function required(selector) {
  return /** @type {Element} */ (document.querySelector(selector));
}
