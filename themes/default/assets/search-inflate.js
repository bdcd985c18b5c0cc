// Unpacks a gzip file (RFC 1951, RFC 1952) in browsers without DecompressionStream: Safari before
// 16.4, Firefox before 113. Loaded by search-worker.js where needed. A file has one member; one that
// is truncated or has another checksum is an error.

/** @typedef {{counts: Uint16Array, symbols: Uint16Array}} Code a canonical Huffman code */

const HEADER = 10; // bytes
const TRAILER = 8;
const LONGEST_CODE = 15; // bits
const MOST = 1032; // bytes that one byte of deflate stands for at most
const END = 256;
const COPY = 257;
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
const LENGTHS = [...bases(3, LENGTH_BITS), 258];
const DISTANCE_BITS = [0, 0, ...Array.from({ length: 28 }, (_, at) => at >> 1)];
const DISTANCES = bases(1, DISTANCE_BITS);
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** @type {[lengths: Code, distances: Code]} */
const FIXED = [
  code([
    ...new Array(144).fill(8),
    ...new Array(112).fill(9),
    ...new Array(24).fill(7),
    ...new Array(8).fill(8),
  ]),
  code(new Array(30).fill(5)),
];

/** @param {Uint8Array<ArrayBuffer>} data */
function inflate(data) {
  if (data.length < HEADER + TRAILER) damaged();
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const size = view.getUint32(data.length - 4, true);
  if (size > data.length * MOST) damaged();
  const packed = data.subarray(body(data), data.length - TRAILER);
  const reader = new Reader(packed, new Uint8Array(size));
  while (!reader.block());
  if (reader.filled !== size) damaged();
  if (checksum(reader.bytes) !== view.getUint32(data.length - TRAILER, true)) damaged();
  return reader.bytes;
}

/**
 * The start of the packed data, behind the header and its optional fields, such as a name.
 * @param {Uint8Array} data
 */
function body(data) {
  const [checked, extra, name, comment] = [2, 4, 8, 16].map((flag) => data[3] & flag);
  let at = HEADER;
  if (extra) at += 2 + data[at] + data[at + 1] * 256;
  for (const text of [name, comment]) if (text) at = data.indexOf(0, at) + 1 || data.length;
  return at + (checked ? 2 : 0);
}

/** @returns {never} */
function damaged() {
  throw new Error("damaged: gzip");
}

/**
 * The first of the values that each symbol stands for; further bits choose among them.
 * @param {number} first
 * @param {number[]} widths the number of further bits of each symbol
 */
function bases(first, widths) {
  let next = first;
  return widths.map((width) => {
    const base = next;
    next += 1 << width;
    return base;
  });
}

/**
 * A canonical Huffman code from the lengths of its symbols: the number of symbols of each length,
 * and all symbols in the order of their codes.
 * @param {number[]} lengths
 * @returns {Code}
 */
function code(lengths) {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const places = new Uint16Array(LONGEST_CODE + 2);
  for (let length = 1; length <= LONGEST_CODE; length++) {
    places[length + 1] = places[length] + counts[length];
  }
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[places[length]++] = symbol;
  });
  return { counts, symbols };
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let sum = -1;
  for (const byte of bytes) sum = (sum >>> 8) ^ table[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

class Reader {
  /**
   * @param {Uint8Array} data
   * @param {Uint8Array<ArrayBuffer>} bytes filled as the blocks are read
   */
  constructor(data, bytes) {
    this.data = data;
    this.bytes = bytes;
    this.at = 0;
    this.filled = 0;
    this.buffer = 0; // bits that are read and not used yet
    this.count = 0; // their number
  }

  // Reads a block; returns whether it is the last.
  block() {
    const last = this.bits(1);
    const kind = this.bits(2);
    if (kind === 0) this.stored();
    else if (kind === 1) this.packed(FIXED);
    else if (kind === 2) this.packed(this.codes());
    else damaged();
    return last;
  }

  /** @param {number} wanted */
  bits(wanted) {
    while (this.count < wanted) {
      if (this.at >= this.data.length) damaged();
      this.buffer |= this.data[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.buffer & ((1 << wanted) - 1);
    this.buffer >>>= wanted;
    this.count -= wanted;
    return value;
  }

  /** @param {Code} code */
  symbol({ counts, symbols }) {
    let value = 0;
    let first = 0;
    let before = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      value |= this.bits(1);
      if (value - first < counts[length]) return symbols[before + value - first];
      before += counts[length];
      first = (first + counts[length]) << 1;
      value <<= 1;
    }
    return damaged();
  }

  stored() {
    this.buffer = 0;
    this.count = 0;
    const length = this.bits(16);
    if (this.bits(16) !== (length ^ 0xffff)) damaged();
    const piece = this.data.subarray(this.at, this.at + length);
    if (piece.length < length || this.filled + length > this.bytes.length) damaged();
    this.bytes.set(piece, this.filled);
    this.at += length;
    this.filled += length;
  }

  /** @returns {[lengths: Code, distances: Code]} */
  codes() {
    const lengths = this.bits(5) + COPY;
    const distances = this.bits(5) + 1;
    const count = this.bits(4) + 4;
    const widths = new Array(ORDER.length).fill(0);
    for (const place of ORDER.slice(0, count)) widths[place] = this.bits(3);
    const all = this.widths(code(widths), lengths + distances);
    return [code(all.slice(0, lengths)), code(all.slice(lengths))];
  }

  /**
   * @param {Code} meta
   * @param {number} wanted
   */
  widths(meta, wanted) {
    /** @type {number[]} */
    const all = [];
    /** @type {(value: number, times: number) => void} */
    const repeat = (value, times) => {
      for (let left = times; left > 0; left--) all.push(value);
    };
    while (all.length < wanted) {
      const symbol = this.symbol(meta);
      if (symbol < 16) all.push(symbol);
      else if (symbol === 17) repeat(0, 3 + this.bits(3));
      else if (symbol === 18) repeat(0, 11 + this.bits(7));
      else if (all.length) repeat(all[all.length - 1], 3 + this.bits(2));
      else damaged();
    }
    if (all.length > wanted) damaged();
    return all;
  }

  /** @param {[lengths: Code, distances: Code]} codes */
  packed([lengths, distances]) {
    for (;;) {
      const symbol = this.symbol(lengths);
      if (symbol === END) return;
      if (symbol < END) this.put(symbol);
      else this.copy(symbol - COPY, distances);
    }
  }

  /**
   * @param {number} index of the length
   * @param {Code} distances
   */
  copy(index, distances) {
    if (index >= LENGTHS.length) damaged();
    const length = LENGTHS[index] + this.bits(LENGTH_BITS[index] ?? 0);
    const far = this.symbol(distances);
    if (far >= DISTANCES.length) damaged();
    const distance = DISTANCES[far] + this.bits(DISTANCE_BITS[far]);
    if (distance > this.filled) damaged();
    for (let left = length; left > 0; left--) this.put(this.bytes[this.filled - distance]);
  }

  /** @param {number} byte */
  put(byte) {
    if (this.filled >= this.bytes.length) damaged();
    this.bytes[this.filled++] = byte;
  }
}
