const NEWEST = {"version":"be4ba1ed","room":1000000,"edition":"2025/03-20/","steps":["","01/","01-01/","01-02/","01-03/","01-04/","01-05/","01-06/","01-07/","01-08/","01-09/"],"pictures":[],"words":{"":["zh-Hans","没有网络，这一页也没有存下来。","最新一期"],"zh-hant-tw":["zh-Hant-TW","沒有網路，這一頁也沒有存下來。","最新一期"],"zh-hant-hk":["zh-Hant-HK","沒有網絡，這一頁也沒有存下來。","最新一期"]}};
// The newest edition for reading without a network, and nothing else: whatever is online comes
// from the network, so that no front is ever yesterday's and no withdrawn article comes back.

const scope = new URL("./", self.location).href;
const folder = self.location.search.slice(1); // a reader's script: "", "zh-hant-tw" …
const mine = `huozi ${scope} `;
const name = `${mine}${NEWEST.version} ${folder}`;
const page = (step) => scope + step + (folder && `${folder}/`);
const pages = [
  page(""),
  ...NEWEST.steps.map((step) => page(NEWEST.edition + step)),
];
const PLATE = /\/([0-9a-f]{10})-\d+\.(?:webp|jpg|png)$/;
const ASSET = /["'=](?:\.\.?\/)*(assets\/[^"'?#\s>]+)/g;
const MODULE = /^import "(\.\/[^"]+)"/gm; // what a module cannot do without

async function keep() {
  const cache = await caches.open(name);
  const queue = [...pages, ...NEWEST.pictures.map((file) => scope + file)];
  const seen = new Set();
  for (let room = NEWEST.room; queue.length; ) {
    const address = queue.shift();
    if (seen.has(address)) continue;
    seen.add(address);
    const answer = await fetch(address, { cache: "no-cache" });
    const body = await answer.blob();
    if (!answer.ok) {
      if (address === pages[0]) throw Error(answer.status); // the older worker stays
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

async function forget() {
  for (const other of await caches.keys())
    if (other.startsWith(mine) && other !== name) await caches.delete(other);
  await self.clients.claim();
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(forget()));

async function turnTo(event, address) {
  const cache = await caches.open(name);
  let answer;
  try {
    answer = await fetch(event.request, { cache: "no-cache" });
  } catch {
    return (await cache.match(address)) ?? missing();
  }
  if (answer.type === "basic" && (await cache.match(address))) {
    const copy = answer.clone();
    event.waitUntil(copy.ok ? cache.put(address, copy) : cache.delete(address));
  }
  return answer;
}

function missing() {
  const [lang, said, front] = NEWEST.words[folder] ?? NEWEST.words[""];
  const body = `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width">
<title>${said}</title><p>${said}<p><a href="${page("")}">${front}</a>`;
  return new Response(body, { status: 503, headers: { "content-type": "text/html;charset=utf-8" } });
}

// Hashed names never change what they hold.
async function asset(request) {
  return (await (await caches.open(name)).match(request)) ?? fetch(request);
}

// One size of each picture is kept; it stands in for the others.
async function picture(request, mark) {
  try {
    return await fetch(request);
  } catch (lost) {
    const kept = NEWEST.pictures.find((file) => file.includes(mark));
    const answer = kept && (await (await caches.open(name)).match(scope + kept));
    if (!answer) throw lost;
    return answer;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const plate = PLATE.exec(address);
  if (request.mode === "navigate") event.respondWith(turnTo(event, address));
  else if (address.startsWith(`${scope}assets/`)) event.respondWith(asset(request));
  else if (plate) event.respondWith(picture(request, plate[1]));
});
