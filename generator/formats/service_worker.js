// Keeps the newest edition for reading without a network. What can be had from the network comes from
// there: no front page is out of date, no withdrawn article comes back. The edition is named in a list,
// not in this script, since a worker replaced during a navigation loses the page.

const scope = new URL("./", self.location.href).href;
const list = `${scope}newest.json`;
const prefix = `huozi ${scope} `; // then the version and the script
const PLATE = /\/([0-9a-f]{10})-\d+\.(?:webp|jpg|png)$/;
const ASSET = /["'=](?:\.\.?\/)*(assets\/[^"'?#\s>]+)/g;
const MODULE = /(?:^|;)import ?"(\.\/[^"]+)"/gm;

/** @param {string} folder of a script: "", "zh-hant-tw" … */
const path = (folder) => folder && `${folder}/`;
const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));
/** @param {string} [name] of a cache */
const script = (name) => name?.slice(prefix.length).split(" ")[1];

/** @param {string} [folder] of a script; without one, the script that is stored already */
async function update(folder) {
  const answer = await fetch(list, { cache: "no-cache" });
  if (answer.status === 404) return leave();
  /** @type {Newest} */
  const newest = await answer.clone().json();
  const wanted = folder ?? script((await cacheNames())[0]);
  if (wanted === undefined) return;
  const name = `${prefix}${newest.version} ${wanted}`;
  const cache = await caches.open(name);
  if (!(await cache.match(list))) {
    await fill(cache, newest, path(wanted));
    await cache.put(list, answer); // last: the cache is complete
  }
  for (const other of await cacheNames()) if (other !== name) await caches.delete(other);
}

/** @type {(cache: Cache, newest: Newest, folder: string) => Promise<void>} */
async function fill(cache, { edition, steps, pictures }, folder) {
  const front = scope + folder;
  const pages = steps.map((step) => scope + edition + step + folder);
  const queue = [front, ...pages, ...pictures.map((file) => scope + file)];
  const seen = new Set();
  let room = ROOM; // bytes
  for (let address = queue.shift(); address; address = queue.shift()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const answer = await fetch(address, { cache: "no-cache" });
    const body = await answer.blob();
    if (!answer.ok) {
      if (address === front) throw Error(String(answer.status)); // the last edition stays
      continue;
    }
    room -= body.size;
    if (room < 0) return;
    if (body.type.startsWith("text/html")) {
      for (const [, file] of (await body.text()).matchAll(ASSET)) queue.unshift(scope + file);
    }
    if (body.type.includes("javascript")) {
      for (const [, module] of (await body.text()).matchAll(MODULE)) {
        queue.unshift(new URL(module, address).href);
      }
    }
    await cache.put(address, new Response(body));
  }
}

// A site without the list no longer keeps an edition.
async function leave() {
  for (const name of await cacheNames()) await caches.delete(name);
  await self.registration.unregister();
}

let updates = Promise.resolve(); // one after the other
/** @param {string} [folder] */
const queueUpdate = (folder) => (updates = updates.then(() => update(folder)).catch(() => {}));

/** @type {(event: FetchEvent, address: string) => Promise<Response>} */
async function page(event, address) {
  let answer;
  try {
    answer = await fetch(event.request, { cache: "no-cache" });
  } catch {
    return (await caches.match(address)) ?? missing();
  }
  const cache = answer.type === "basic" && (await cacheOf(address));
  if (cache) {
    const copy = answer.clone();
    event.waitUntil(copy.ok ? cache.put(address, copy) : cache.delete(address));
  }
  event.waitUntil(queueUpdate());
  return answer;
}

/** @param {string} address */
async function cacheOf(address) {
  for (const name of await cacheNames()) {
    const cache = await caches.open(name);
    if (await cache.match(address)) return cache;
  }
  return undefined;
}

async function missing() {
  const folder = script((await cacheNames())[0]) ?? "";
  const [lang, message, front] = WORDS[folder] ?? WORDS[""];
  const body = `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width">
<title>${message}</title><p>${message}<p><a href="${scope}${path(folder)}">${front}</a>`;
  return new Response(body, { status: 503, headers: { "content-type": "text/html;charset=utf-8" } });
}

/** @param {Request} request for a file of a hashed name */
async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// One size of each picture is stored, and served in place of the others.
/** @type {(request: Request, digest: string) => Promise<Response>} */
async function picture(request, digest) {
  try {
    return await fetch(request);
  } catch (fault) {
    /** @type {Partial<Newest>} */
    const { pictures = [] } = (await (await caches.match(list))?.json()) ?? {};
    const stored = pictures.find((file) => file.includes(digest));
    const answer = stored && (await caches.match(scope + stored));
    if (!answer) throw fault;
    return answer;
  }
}

self.addEventListener("message", (event) => event.waitUntil(queueUpdate(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const plate = PLATE.exec(address);
  if (request.mode === "navigate") event.respondWith(page(event, address));
  else if (address.startsWith(`${scope}assets/`)) event.respondWith(asset(request));
  else if (plate) event.respondWith(picture(request, plate[1]));
});
