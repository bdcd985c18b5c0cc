// Once the page stands, the browser may keep the newest edition; not where data is to be saved.
const root = new URL("../", import.meta.url);
const here = new URL(".", document.querySelector('link[rel="manifest"]').href);
const folder = here.pathname.slice(root.pathname.length, -1);
const keep = () => navigator.serviceWorker.register(new URL(`sw.js?${folder}`, root)).catch(() => 0);

if ("serviceWorker" in navigator && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
