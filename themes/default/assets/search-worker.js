// Pagefind's WebAssembly program in a worker, so that the page stays responsive. Strings are passed
// to it as pointer and length in its memory. A missing or truncated file is an error here, which
// Pagefind's own loader ignores.

/**
 * Pagefind's exports.
 * @typedef {object} Program
 * @property {WebAssembly.Memory} memory
 * @property {WebAssembly.Table} __wbindgen_externrefs
 * @property {() => void} __wbindgen_start
 * @property {(size: number, align: number) => number} __wbindgen_malloc
 * @property {(pointer: number, size: number, align: number) => void} __wbindgen_free
 * @property {(...data: number[]) => number} init_pagefind
 * @property {(...data: number[]) => number} load_index_chunk
 * @property {(...data: number[]) => Slice} request_indexes
 * @property {(...data: (number | boolean)[]) => Slice} search
 */
/** @typedef {[pointer: number, length: number]} Slice bytes in the program's memory */
/** @typedef {[first: string, last: string, name: string]} Chunk */
/** @typedef {{key: string, url: string}} Place where a period's files are */
/**
 * @typedef {Place & {index: number, data: Uint8Array, chunks: Map<string, Promise<void>>,
 *   contents?: Chunk[]}} OpenPeriod
 */
/** @typedef {{words?: string, first?: string}} Phrase one of both: see search-text.js */

const SIGNATURE = "pagefind_dcd";
/** @type {string} */
let address; // of the program
/** @type {Promise<Program> | undefined} */
let program;
/** @type {Map<string, Promise<OpenPeriod>>} */
const periods = new Map();

/**
 * A file of the search, unpacked.
 * @param {string} url
 */
async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const data = new Uint8Array(await answer.arrayBuffer());
  return data[0] === 0x1f && data[1] === 0x8b ? unpacked(data) : data;
}

/** @param {Uint8Array<ArrayBuffer>} data */
async function unpacked(data) {
  if (typeof DecompressionStream === "undefined") {
    if (typeof inflate === "undefined") importScripts("./search-inflate.js");
    return inflate(data);
  }
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * A file of Pagefind's, without its signature.
 * @param {string} url
 */
async function loadSigned(url) {
  const data = await load(url);
  const head = new TextDecoder().decode(data.subarray(0, SIGNATURE.length));
  if (head !== SIGNATURE) throw new Error(`damaged: ${url}`);
  return data.subarray(SIGNATURE.length);
}

/**
 * @param {string} url
 * @returns {Promise<Program>}
 */
async function start(url) {
  const binding = {
    __wbindgen_init_externref_table() {
      const externrefs = exports.__wbindgen_externrefs;
      const offset = externrefs.grow(4);
      externrefs.set(0, undefined);
      [undefined, null, true, false].forEach((value, index) => externrefs.set(offset + index, value));
    },
  };
  const imports = { "./pagefind_web_bg.js": binding };
  const { instance } = await WebAssembly.instantiate(await loadSigned(url), imports);
  const exports = /** @type {any} */ (instance.exports);
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

/**
 * Bytes or a text copied into the program's memory, which the program frees.
 * @param {Program} wasm
 * @param {string | Uint8Array} data
 * @returns {Slice}
 */
function passed(wasm, data) {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const pointer = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(wasm.memory.buffer).set(bytes, pointer);
  return [pointer, bytes.length];
}

/**
 * A value that the program returns as JSON in its memory.
 * @param {Program} wasm
 * @param {Slice} slice
 */
function taken(wasm, [pointer, length]) {
  const bytes = new Uint8Array(wasm.memory.buffer, pointer >>> 0, length);
  const text = new TextDecoder().decode(bytes);
  wasm.__wbindgen_free(pointer, length, 1);
  return JSON.parse(text);
}

/**
 * @param {Place} place
 * @returns {Promise<OpenPeriod>}
 */
async function opened({ key, url }) {
  const [wasm, data] = await Promise.all([running(), loadSigned(`${url}pages.pf_meta`)]);
  const index = wasm.init_pagefind(...passed(wasm, data)) >>> 0;
  if (!index) throw new Error(`damaged: ${url}`);
  return { key, url, index, data, chunks: new Map() };
}

/**
 * The table of contents: for each chunk its first word, its last and its name; words are shortened
 * to what distinguishes them from their neighbours. CBOR: numbers, texts, arrays (RFC 8949).
 * @param {OpenPeriod} period
 */
function contents(period) {
  const { data } = period;
  const view = new DataView(data.buffer, data.byteOffset);
  let at = 0;
  /** @returns {any} */
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
  /** @type {Chunk[]} */
  const chunks = (period.contents ??= value()[2]);
  return chunks;
}

/**
 * Loads a chunk of the index, once.
 * @param {Program} wasm
 * @param {OpenPeriod} period
 * @param {string} name
 */
function loadChunk(wasm, period, name) {
  let loading = period.chunks.get(name);
  if (!loading) {
    const url = `${period.url}i/${name}.pf_index`;
    loading = loadSigned(url).then((data) => {
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
  return loading;
}

/**
 * Page → the first place of a phrase in it, or of a pair that begins with `first`. Pagefind knows
 * which chunks hold a word; of those that hold the words with a common beginning it names only one.
 * @param {Program} wasm
 * @param {OpenPeriod} period
 * @param {Phrase} phrase
 */
async function places(wasm, period, { words, first = "" }) {
  /** @type {string[]} */
  const names = words
    ? taken(wasm, wasm.request_indexes(period.index, ...passed(wasm, words))).filter(Boolean)
    : contents(period)
        .filter(([from, to]) => from <= `${first}\uffff` && to >= first)
        .map(([, , name]) => name);
  await Promise.all(names.map((name) => loadChunk(wasm, period, name)));
  const query = words ?? first;
  /** @type {{results: {p: string, l: {l: number}[]}[]}} */
  const { results } = taken(
    wasm,
    wasm.search(
      period.index,
      ...passed(wasm, query),
      ...passed(wasm, query),
      ...passed(wasm, "{}"),
      ...passed(wasm, ""),
      words !== undefined,
      false,
    ),
  );
  return new Map(results.map(({ p, l }) => [Number(p), Math.min(...l.map((word) => word.l))]));
}

/**
 * The pages that hold every phrase, each with the first place of each phrase in it.
 * @param {Place & {phrases: Phrase[]}} query
 */
async function ask({ key, url, phrases }) {
  const period = await open({ key, url });
  const wasm = await running();
  /** @type {Map<number, number>[]} */
  const byPhrase = [];
  /** @type {number[] | undefined} */
  let pages;
  for (const phrase of phrases) {
    const placesOf = await places(wasm, period, phrase);
    pages = pages ? pages.filter((page) => placesOf.has(page)) : [...placesOf.keys()];
    byPhrase.push(placesOf);
    if (!pages.length) break;
  }
  return (pages ?? []).map((page) => [page, ...byPhrase.map((placesOf) => placesOf.get(page))]);
}

/** @param {Place} place */
function open({ key, url }) {
  let opening = periods.get(key);
  if (!opening) {
    opening = opened({ key, url });
    periods.set(key, opening);
    opening.catch(() => periods.delete(key));
  }
  return opening;
}

/** @type {Record<string, (values: any) => Promise<any>>} */
const ACTIONS = {
  start({ url }) {
    address = url;
    return running().then(() => true);
  },
  open: (place) => open(place).then(() => true),
  read: async ({ url }) => JSON.parse(new TextDecoder().decode(await load(url))),
  ask,
};

self.onmessage = async ({ data: { id, name, ...values } }) => {
  try {
    self.postMessage({ id, result: await ACTIONS[name](values) });
  } catch (fault) {
    if (fault instanceof WebAssembly.RuntimeError) {
      program = undefined; // its memory can no longer be trusted
      periods.clear();
    }
    self.postMessage({ id, fault: fault instanceof Error ? fault.message : String(fault) });
  }
};
