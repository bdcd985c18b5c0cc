// Once the page stands, the browser may keep the newest edition; not where data is to be saved.
const root = new URL("../", import.meta.url);
const here = new URL(".", document.querySelector('link[rel="manifest"]').href);
const folder = here.pathname.slice(root.pathname.length, -1);
const { serviceWorker } = navigator;
const keep = () =>
  serviceWorker
    .register(new URL("sw.js", root))
    .then(() => serviceWorker.ready)
    .then(({ active }) => active.postMessage(folder))
    .catch(() => 0);

if (serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
