// Registers the service worker once the page is loaded, so that the browser keeps the newest edition;
// not where the reader saves data.

const root = new URL("../", import.meta.url);
const { serviceWorker } = navigator;

async function register() {
  const manifest = /** @type {HTMLLinkElement | null} */ (
    document.querySelector('link[rel="manifest"]')
  );
  if (!manifest) return;
  const variant = new URL(".", manifest.href);
  await serviceWorker.register(new URL("sw.js", root));
  const { active } = await serviceWorker.ready;
  active?.postMessage(variant.pathname.slice(root.pathname.length, -1));
}

const tryToRegister = () => register().catch(() => undefined); // a reader may forbid it

if (serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") tryToRegister();
  else addEventListener("load", tryToRegister);
}
