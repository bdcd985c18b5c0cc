// A gzip file into its bytes (RFC 1951, RFC 1952), for browsers without DecompressionStream: Safari
// before 16.4, Firefox before 113. Loaded by search-worker.js where it is needed. Knows files of
// one member; refuses whatever is cut off or has another checksum.

const HEADER = 10; // bytes
const TRAILER = 8;
const LONGEST_CODE = 15; // bits
const MOST = 1032; // a byte of deflate says at most so many
const END = 256;
const COPY = 257;
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
const LENGTHS = [...bases(3, LENGTH_BITS), 258];
const DISTANCE_BITS = [0, 0, ...Array.from({ length: 28 }, (_, at) => at >> 1)];
const DISTANCES = bases(1, DISTANCE_BITS);
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const FIXED = [
  code([
    ...new Array(144).fill(8),
    ...new Array(112).fill(9),
    ...new Array(24).fill(7),
    ...new Array(8).fill(8),
  ]),
  code(new Array(30).fill(5)),
];

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

// Where what is packed begins: behind the header and what may stand in it, such as a name.
function body(data) {
  const [checked, extra, name, comment] = [2, 4, 8, 16].map((flag) => data[3] & flag);
  let at = HEADER;
  if (extra) at += 2 + data[at] + data[at + 1] * 256;
  for (const text of [name, comment]) if (text) at = data.indexOf(0, at) + 1 || data.length;
  return at + (checked ? 2 : 0);
}

function damaged() {
  throw new Error("damaged: gzip");
}

// The first of the values that each symbol stands for: so many bits more say which it is.
function bases(first, widths) {
  let next = first;
  return widths.map((width) => {
    const base = next;
    next += 1 << width;
    return base;
  });
}

// A canonical Huffman code from the lengths of its symbols: how many symbols have a length, and
// all symbols in the order of their codes.
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
  constructor(data, bytes) {
    this.data = data;
    this.bytes = bytes;
    this.at = 0;
    this.filled = 0;
    this.held = 0; // bits that are read and not used yet
    this.count = 0; // so many
  }

  // Reads a block; whether it is the last.
  block() {
    const last = this.bits(1);
    const kind = this.bits(2);
    if (kind === 0) this.stored();
    else if (kind === 1) this.packed(FIXED);
    else if (kind === 2) this.packed(this.codes());
    else damaged();
    return last;
  }

  bits(wanted) {
    while (this.count < wanted) {
      if (this.at >= this.data.length) damaged();
      this.held |= this.data[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << wanted) - 1);
    this.held >>>= wanted;
    this.count -= wanted;
    return value;
  }

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
    this.held = 0;
    this.count = 0;
    const length = this.bits(16);
    if (this.bits(16) !== (length ^ 0xffff)) damaged();
    const piece = this.data.subarray(this.at, this.at + length);
    if (piece.length < length || this.filled + length > this.bytes.length) damaged();
    this.bytes.set(piece, this.filled);
    this.at += length;
    this.filled += length;
  }

  codes() {
    const lengths = this.bits(5) + COPY;
    const distances = this.bits(5) + 1;
    const count = this.bits(4) + 4;
    const widths = new Array(ORDER.length).fill(0);
    for (const place of ORDER.slice(0, count)) widths[place] = this.bits(3);
    const all = this.widths(code(widths), lengths + distances);
    return [code(all.slice(0, lengths)), code(all.slice(lengths))];
  }

  widths(meta, wanted) {
    const all = [];
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

  packed([lengths, distances]) {
    for (;;) {
      const symbol = this.symbol(lengths);
      if (symbol === END) return;
      if (symbol < END) this.put(symbol);
      else this.copy(symbol - COPY, distances);
    }
  }

  copy(which, distances) {
    if (which >= LENGTHS.length) damaged();
    const length = LENGTHS[which] + this.bits(LENGTH_BITS[which] ?? 0);
    const far = this.symbol(distances);
    if (far >= DISTANCES.length) damaged();
    const distance = DISTANCES[far] + this.bits(DISTANCE_BITS[far]);
    if (distance > this.filled) damaged();
    for (let left = length; left > 0; left--) this.put(this.bytes[this.filled - distance]);
  }

  put(byte) {
    if (this.filled >= this.bytes.length) damaged();
    this.bytes[this.filled++] = byte;
  }
}
