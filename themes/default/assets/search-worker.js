// Pagefind's own program in a worker, so that the page stays usable. Knows its calls (strings as
// pointer and length in its memory) and that a file that is missing or cut off is an error, which
// Pagefind's own loader passes over in silence. Refuses to know what a word or a result means.

const SIGNATURE = "pagefind_dcd";
let address; // of the program
let program; // a promise of its exports
const periods = new Map(); // key → promise of {key, url, index, data, chunks, contents}

// A file of the search, unpacked.
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const data = new Uint8Array(await answer.arrayBuffer());
  return data[0] === 0x1f && data[1] === 0x8b ? unpacked(data) : data;
}

async function unpacked(data) {
  if (typeof DecompressionStream === "undefined") {
    if (typeof inflate === "undefined") importScripts("./search-inflate.js");
    return inflate(data);
  }
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// A file of Pagefind's, behind its signature.
async function signed(url) {
  const data = await fetched(url);
  const head = new TextDecoder().decode(data.subarray(0, SIGNATURE.length));
  if (head !== SIGNATURE) throw new Error(`damaged: ${url}`);
  return data.subarray(SIGNATURE.length);
}

async function start(url) {
  const binding = {
    __wbindgen_init_externref_table() {
      const externrefs = exports.__wbindgen_externrefs;
      const offset = externrefs.grow(4);
      externrefs.set(0, undefined);
      [undefined, null, true, false].forEach((value, at) => externrefs.set(offset + at, value));
    },
  };
  const imports = { "./pagefind_web_bg.js": binding };
  const { instance } = await WebAssembly.instantiate(await signed(url), imports);
  const exports = instance.exports;
  exports.__wbindgen_start();
  return exports;
}

function running() {
  if (!program) {
    program = start(address);
    program.catch(() => (program = undefined));
  }
  return program;
}

// Bytes in the program's memory: [pointer, length]. The program frees them.
function passed(wasm, data) {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const pointer = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(wasm.memory.buffer).set(bytes, pointer);
  return [pointer, bytes.length];
}

function taken(wasm, [pointer, length]) {
  const bytes = new Uint8Array(wasm.memory.buffer, pointer >>> 0, length);
  const text = new TextDecoder().decode(bytes);
  wasm.__wbindgen_free(pointer, length, 1);
  return JSON.parse(text);
}

async function opened(key, url) {
  const [wasm, data] = await Promise.all([running(), signed(`${url}pages.pf_meta`)]);
  const index = wasm.init_pagefind(...passed(wasm, data)) >>> 0;
  if (!index) throw new Error(`damaged: ${url}`);
  return { key, url, index, data, chunks: new Map() };
}

// The table of contents: for each chunk its first word, its last and its name; of both words as
// much as tells them from their neighbours (CBOR: numbers, texts, arrays).
function contents(period) {
  const { data } = period, view = new DataView(data.buffer, data.byteOffset);
  let at = 0;
  const value = () => {
    const kind = data[at] >> 5;
    let size = data[at++] & 31;
    if (size === 24) size = view.getUint8(at++);
    else if (size === 25) size = view.getUint16((at += 2) - 2);
    else if (size === 26) size = view.getUint32((at += 4) - 4);
    if (kind === 0) return size;
    if (kind === 4) return Array.from({ length: size }, value);
    return new TextDecoder().decode(data.subarray(at, (at += size)));
  };
  return (period.contents ??= value()[2]);
}

function chunk(wasm, period, name) {
  if (!period.chunks.has(name)) {
    const url = `${period.url}i/${name}.pf_index`;
    const loading = signed(url).then((data) => {
      const index = wasm.load_index_chunk(period.index, ...passed(wasm, data)) >>> 0;
      if (!index) {
        periods.delete(period.key); // its memory is gone
        throw new Error(`damaged: ${url}`);
      }
      period.index = index;
    });
    period.chunks.set(name, loading);
    loading.catch(() => period.chunks.delete(name));
  }
  return period.chunks.get(name);
}

// Where a phrase stands first, or a pair that begins with `first`: page → place. Pagefind knows
// which chunks hold a word; of those that hold every word with one beginning it names only one.
async function phrase(wasm, period, { words, first }) {
  const names = words
    ? taken(wasm, wasm.request_indexes(period.index, ...passed(wasm, words))).filter(Boolean)
    : contents(period)
        .filter(([from, to]) => from <= `${first}\uffff` && to >= first)
        .map(([, , name]) => name);
  await Promise.all(names.map((name) => chunk(wasm, period, name)));
  const asked = words ?? first;
  const { results } = taken(
    wasm,
    wasm.search(
      period.index,
      ...passed(wasm, asked),
      ...passed(wasm, asked),
      ...passed(wasm, "{}"),
      ...passed(wasm, ""),
      words !== undefined,
      false,
    ),
  );
  return new Map(results.map(({ p, l }) => [Number(p), Math.min(...l.map((one) => one.l))]));
}

async function ask({ key, url, phrases }) {
  const period = await open({ key, url });
  const wasm = await running();
  let pages;
  const places = [];
  for (const one of phrases) {
    const pagesOf = await phrase(wasm, period, one);
    pages = pages ? pages.filter((page) => pagesOf.has(page)) : [...pagesOf.keys()];
    places.push(pagesOf);
    if (!pages.length) break;
  }
  return pages.map((page) => [page, ...places.map((pagesOf) => pagesOf.get(page))]);
}

function open({ key, url }) {
  if (!periods.has(key)) {
    const opening = opened(key, url);
    periods.set(key, opening);
    opening.catch(() => periods.delete(key));
  }
  return periods.get(key);
}

const DOES = {
  start({ url }) {
    address = url;
    return running().then(() => true);
  },
  open: (period) => open(period).then(() => true),
  read: async ({ url }) => JSON.parse(new TextDecoder().decode(await fetched(url))),
  ask,
};

self.onmessage = async ({ data: { id, what, ...given } }) => {
  try {
    self.postMessage({ id, result: await DOES[what](given) });
  } catch (fault) {
    if (fault instanceof WebAssembly.RuntimeError) {
      program = undefined; // what it holds in its memory can no longer be trusted
      periods.clear();
    }
    self.postMessage({ id, fault: String(fault?.message ?? fault) });
  }
};
