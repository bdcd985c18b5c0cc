const ROOM = 1000000;
const WORDS = {"":["zh-Hans","没有网络，这一页也没有存下来。","最新一期"],"zh-hant-tw":["zh-Hant-TW","沒有網路，這一頁也沒有存下來。","最新一期"],"zh-hant-hk":["zh-Hant-HK","沒有網絡，這一頁也沒有存下來。","最新一期"]};
// The newest edition for reading without a network, and nothing else: whatever is online comes
// from the network, so that no front is ever yesterday's and no withdrawn article comes back.
// What the newest edition is stands in a list of its own, asked for at every turn: a worker that
// changed with it would take the other's place while a reader turns a page, and lose the page.

const scope = new URL("./", self.location).href;
const list = `${scope}newest.json`;
const mine = `huozi ${scope} `; // then the edition's version, then the reader's script
const PLATE = /\/([0-9a-f]{10})-\d+\.(?:webp|jpg|png)$/;
const ASSET = /["'=](?:\.\.?\/)*(assets\/[^"'?#\s>]+)/g;
const MODULE = /(?:^|;)import ?"(\.\/[^"]+)"/gm; // what a module cannot do without

const below = (folder) => folder && `${folder}/`; // "", "zh-hant-tw" …
const stores = async () => (await caches.keys()).filter((name) => name.startsWith(mine));
const script = (name) => name?.slice(mine.length).split(" ")[1];

// Keeps the newest edition in a script; without one, in the script that is kept already.
async function keep(folder) {
  const answer = await fetch(list, { cache: "no-cache" });
  if (answer.status === 404) return leave();
  const newest = await answer.clone().json();
  folder ??= script((await stores())[0]);
  if (folder === undefined) return;
  const name = `${mine}${newest.version} ${folder}`;
  const cache = await caches.open(name);
  if (!(await cache.match(list))) {
    await fill(cache, newest, below(folder));
    await cache.put(list, answer); // last: it says that the store is complete
  }
  for (const other of await stores()) if (other !== name) await caches.delete(other);
}

async function fill(cache, { edition, steps, pictures }, folder) {
  const front = scope + folder;
  const pages = steps.map((step) => scope + edition + step + folder);
  const queue = [front, ...pages, ...pictures.map((file) => scope + file)];
  const seen = new Set();
  for (let room = ROOM; queue.length; ) {
    const address = queue.shift();
    if (seen.has(address)) continue;
    seen.add(address);
    const answer = await fetch(address, { cache: "no-cache" });
    const body = await answer.blob();
    if (!answer.ok) {
      if (address === front) throw Error(answer.status); // what was kept before stays
      continue;
    }
    if ((room -= body.size) < 0) return;
    if (body.type.startsWith("text/html"))
      for (const [, asset] of (await body.text()).matchAll(ASSET)) queue.unshift(scope + asset);
    if (body.type.includes("javascript"))
      for (const [, other] of (await body.text()).matchAll(MODULE))
        queue.unshift(new URL(other, address).href);
    await cache.put(address, new Response(body));
  }
}

// A paper without the list wants nothing kept any more.
async function leave() {
  for (const name of await stores()) await caches.delete(name);
  await self.registration.unregister();
}

let keeping = Promise.resolve(); // one after the other
const soon = (folder) => (keeping = keeping.then(() => keep(folder)).catch(() => 0));

async function turnTo(event, address) {
  let answer;
  try {
    answer = await fetch(event.request, { cache: "no-cache" });
  } catch {
    return (await caches.match(address)) ?? missing();
  }
  const cache = answer.type === "basic" && (await holding(address));
  if (cache) {
    const copy = answer.clone();
    event.waitUntil(copy.ok ? cache.put(address, copy) : cache.delete(address));
  }
  event.waitUntil(soon());
  return answer;
}

async function holding(address) {
  for (const name of await stores()) {
    const cache = await caches.open(name);
    if (await cache.match(address)) return cache;
  }
}

async function missing() {
  const folder = script((await stores())[0]) ?? "";
  const [lang, said, front] = WORDS[folder] ?? WORDS[""];
  const body = `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width">
<title>${said}</title><p>${said}<p><a href="${scope}${below(folder)}">${front}</a>`;
  return new Response(body, { status: 503, headers: { "content-type": "text/html;charset=utf-8" } });
}

// Hashed names never change what they hold.
async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// One size of each picture is kept; it stands in for the others.
async function picture(request, mark) {
  try {
    return await fetch(request);
  } catch (lost) {
    const { pictures = [] } = (await (await caches.match(list))?.json()) ?? {};
    const kept = pictures.find((file) => file.includes(mark));
    const answer = kept && (await caches.match(scope + kept));
    if (!answer) throw lost;
    return answer;
  }
}

self.addEventListener("message", (event) => event.waitUntil(soon(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const plate = PLATE.exec(address);
  if (request.mode === "navigate") event.respondWith(turnTo(event, address));
  else if (address.startsWith(`${scope}assets/`)) event.respondWith(asset(request));
  else if (plate) event.respondWith(picture(request, plate[1]));
});
