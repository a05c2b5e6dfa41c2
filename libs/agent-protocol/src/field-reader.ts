import { foldKeys } from './fold-keys.js';
import { ProtocolError } from './protocol.errors.js';

/** What is allowed for a number: its bounds, and what a missing one means (refused where nothing is said). */
interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly missing?: number;
}

/** Reads typed members out of a body, keys in any letter case; `null` counts as missing. Throws `ProtocolError`. */
export class FieldReader {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(body: unknown) {
    this.#members = foldKeys(body);
  }

  text(field: string, { longest, missing = '' }: { readonly longest: number; readonly missing?: string }): string {
    const value = this.#member(field) ?? missing;
    if (typeof value !== 'string' || value.length > longest || /\p{Cc}/u.test(value)) {
      throw new ProtocolError(field, `text of up to ${longest} characters, none of them a control character`);
    }
    return value;
  }

  whole(field: string, rule: NumberRule): number {
    return this.#number(field, rule, Number.isInteger, 'a whole number');
  }

  number(field: string, rule: NumberRule): number {
    return this.#number(field, rule, Number.isFinite, 'a number');
  }

  flag(field: string, missing: boolean): boolean {
    const value = this.#member(field) ?? missing;
    if (typeof value !== 'boolean') {
      throw new ProtocolError(field, 'true or false');
    }
    return value;
  }

  has(field: string): boolean {
    return this.#member(field) !== undefined;
  }

  /** `undefined` where it is missing. */
  raw(field: string): unknown {
    return this.#member(field);
  }

  #number(field: string, { min, max, missing }: NumberRule, isOne: (value: unknown) => boolean, kind: string): number {
    const value = this.#member(field) ?? missing;
    if (typeof value !== 'number' || !isOne(value) || value < min || value > max) {
      throw new ProtocolError(field, `${kind} from ${min} to ${max}`);
    }
    return value;
  }

  #member(field: string): unknown {
    return this.#members.get(field.toLowerCase()) ?? undefined;
  }
}
