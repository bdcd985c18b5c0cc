// An article as one cites it: GB/T 7714—2015, an article of a newspaper, online ([N/OL]). Knows
// only what the page shows.

export function citation(address) {
  const text = (one) => one.textContent.replace(/\s+/g, " ").trim();
  const headline = document.querySelector(".p-name").cloneNode(true);
  headline.querySelector(".mark")?.remove();
  const names = [...new Set([...document.querySelectorAll(".meta .p-author")].map(text))];
  const authors = names.slice(0, 3).join(", ") + (names.length > 3 ? ", 等" : "");
  const [, day, page] = address.match(/(\d{4}\/\d\d-\d\d)[^/]*\/([^/]+)-\d+\//);
  const number = page.replace(/^0+(?=.)/, "");
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  return (
    (authors && `${authors}. `) +
    `${text(headline)}[N/OL]. ${text(document.querySelector(".nameplate"))}, ` +
    `${day.replace("/", "-")}(${number})[${today}]. ${address}.`
  );
}
