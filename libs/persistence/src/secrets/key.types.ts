/** 32 bytes for AES-256, and the name by which texts that were sealed with them call them. */
export interface Key {
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** Where key-encryption keys come from. */
export interface KeySource {
  /** The first one wraps new data keys, the others only open what they have wrapped. */
  readonly keys: readonly Key[];
  /** Where there are no `keys`, the key that is derived from it wraps. */
  readonly passphrase?: string;
  /** Where there is no passphrase either, the first one wraps. */
  readonly fileKeys: readonly Key[];
}

/** A data key as administrators see it: never its bytes. All times are the database's, in milliseconds since 1970. */
export interface DataKeyReport {
  readonly keyId: string;
  /** Which key-encryption key wraps it. */
  readonly kekId: string;
  /** `next`: known for reading, until all brokers know it. `retired`: what it sealed is sealed anew. */
  readonly state: 'next' | 'primary' | 'retired' | 'destroyed';
  readonly createdAt: number;
  /** Of a retired key: since when nothing is sealed with it. */
  readonly cleanSince: number | undefined;
  /** How many values are sealed with it, by `table.column`; only those above 0. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A data key whose key-encryption key this broker does not hold. */
export interface MissingKey {
  readonly keyId: string;
  readonly kekId: string;
  readonly isNext: boolean;
  /** It was unwrapped before its key-encryption key was replaced: this broker works, but would not start again. */
  readonly isOpened: boolean;
}

/** Who is at work on a retired key. */
export interface KeyLease {
  readonly keyId: string;
  readonly owner: string;
  readonly leaseMs: number;
}

/** Where a pass through the sealed columns is. */
export interface ResealCursor {
  /** Index in the list of columns. */
  readonly column: number;
  /** The primary key of the last row that was looked at; empty before the first. */
  readonly after: readonly string[];
}

export interface ResealStep {
  readonly resealed: number;
  /** What does not open, as `table.column` and the row's id: it stays as it is, and so does the key. */
  readonly unreadable: readonly string[];
  /** Where to go on; `undefined` at the end of the pass. */
  readonly cursor: ResealCursor | undefined;
}

/** How many values a pass found that are sealed with its key. */
export interface PassFindings {
  readonly resealed: number;
  readonly unreadable: number;
}

export interface PassLimits {
  /** How long a key with which nothing is sealed any more is kept. */
  readonly keepMs: number;
  /** Until the next pass when this one found only what does not open. */
  readonly pauseMs: number;
}

/**
 * `again`: it found some, and the next one begins at once. `kept`: it found only what does not open. `clean`: none, and
 * the key is kept for some time. `destroyed`: none for long enough.
 */
export type PassEnd = 'again' | 'clean' | 'destroyed' | 'kept';
