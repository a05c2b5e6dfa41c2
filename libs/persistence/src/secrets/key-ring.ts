import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { Key } from './key.types.js';

/** The data keys that this broker holds in memory. Empty until the database was opened. */
export class KeyRing {
  private keys: ReadonlyMap<string, Key>;
  private readonly absent = new Set<string>();

  constructor(private current?: Key) {
    this.keys = toMap(current === undefined ? [] : [current]);
  }

  /** What is written is sealed with it. */
  get primary(): Key {
    if (this.current === undefined)
      throw new PersistenceConfigurationError('There is no data key that this broker may seal with: see its log.');
    return this.current;
  }

  find(keyId: string): Key | undefined {
    return this.keys.get(keyId);
  }

  /** @param primary `undefined`: a key that this broker cannot read; one that is retired may be destroyed any time (T18) */
  replace(primary: Key | undefined, keys: readonly Key[]): void {
    this.current = primary;
    this.keys = toMap(keys);
    this.absent.clear();
  }

  /** The database was asked for it, and does not have it either. */
  isAbsent(keyId: string): boolean {
    return this.absent.has(keyId);
  }

  /** Until keys are read the next time. */
  noteIfAbsent(keyId: string): void {
    if (!this.keys.has(keyId)) this.absent.add(keyId);
  }
}

function toMap(keys: readonly Key[]): ReadonlyMap<string, Key> {
  return new Map(keys.map((key) => [key.keyId, key]));
}
