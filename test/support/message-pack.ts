const SHORT = 15;
const SHORT_TEXT = 31;
const SMALL = 0x7f;
const TRUE = 0xc3;

type Sizes = Readonly<Record<number, number>>;

const TEXTS: Sizes = { 0xc4: 1, 0xc5: 2, 0xc6: 4, 0xd9: 1, 0xda: 2, 0xdb: 4 };
const LISTS: Sizes = { 0xdc: 2, 0xdd: 4 };
const MAPS: Sizes = { 0xde: 2, 0xdf: 4 };
const NUMBERS: Sizes = { 0xcc: 1, 0xcd: 2, 0xce: 4 };
/** Numbers that are larger than tests need. */
const SKIPPED: Sizes = { 0xca: 4, 0xcb: 8, 0xcf: 8, 0xd3: 8 };

/** MessagePack of small numbers, texts, bytes, lists and maps: what requests of the tests are made of. */
export function encode(value: unknown): Buffer {
  if (typeof value === 'number') return value <= SMALL ? Buffer.from([value]) : u32(0xce, value);
  if (typeof value === 'string') return withHead(Buffer.from(value), 0xa0, SHORT_TEXT, 0xdb);
  if (Buffer.isBuffer(value)) return withHead(value, 0xa0, SHORT_TEXT, 0xdb);
  if (Array.isArray(value)) return Buffer.concat([headOf(value.length, 0x90, 0xdd), ...value.map(encode)]);
  if (value instanceof Map) return Buffer.concat([headOf(value.size, 0x80, 0xdf), ...[...value].flat().map(encode)]);
  throw new Error('Nobody has needed to send this yet.');
}

/** All values that the bytes hold, one after the other. Maps become `Map`s, what nobody needs `undefined`. */
export function decode(bytes: Buffer): readonly unknown[] {
  const reader = new Reader(bytes);
  const values: unknown[] = [];
  while (!reader.isAtEnd) values.push(reader.read());
  return values;
}

function withHead(bytes: Buffer, short: number, mostShort: number, long: number): Buffer {
  const head = bytes.length <= mostShort ? Buffer.from([short | bytes.length]) : u32(long, bytes.length);
  return Buffer.concat([head, bytes]);
}

function headOf(size: number, short: number, long: number): Buffer {
  return size <= SHORT ? Buffer.from([short | size]) : u32(long, size);
}

function u32(kind: number, value: number): Buffer {
  const bytes = Buffer.from([kind, 0, 0, 0, 0]);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  read(): unknown {
    const kind = this.#number(1);
    if (kind <= SMALL) return kind;
    if (kind >= 0xe0) return kind - 0x100;
    if (kind < 0x90) return this.#map(kind & SHORT);
    if (kind < 0xa0) return this.#list(kind & SHORT);
    if (kind < 0xc0) return this.#text(kind & SHORT_TEXT);
    return this.#readLong(kind);
  }

  /** A kind that says how many bytes its size or its number takes. */
  #readLong(kind: number): unknown {
    const size = (sizes: Sizes): number => this.#number(sizes[kind] ?? 0);
    if (kind in TEXTS) return this.#text(size(TEXTS));
    if (kind in LISTS) return this.#list(size(LISTS));
    if (kind in MAPS) return this.#map(size(MAPS));
    if (kind in NUMBERS) return size(NUMBERS);
    this.#at += SKIPPED[kind] ?? 0;
    return kind === TRUE ? true : undefined;
  }

  #number(size: number): number {
    this.#at += size;
    return this.bytes.readUIntBE(this.#at - size, size);
  }

  #text(size: number): string {
    this.#at += size;
    return this.bytes.toString('utf8', this.#at - size, this.#at);
  }

  #list(size: number): unknown[] {
    return Array.from({ length: size }, () => this.read());
  }

  #map(size: number): Map<unknown, unknown> {
    return new Map(Array.from({ length: size }, () => [this.read(), this.read()] as const));
  }
}
