import { createContext, Script } from 'node:vm';

/** Honest patterns need microseconds. */
const MOST_MS = 100;

const comparison = new Script('pattern.test(text)');
const room: { pattern?: RegExp; text?: string } = createContext({});

/** A pattern needs more time for a text than a broker has: it tries the same again and again. */
export class PatternTooSlowError extends Error {
  override readonly name = 'PatternTooSlowError';
}

/**
 * An administrator's pattern that users' texts are compared with. `(a+)+$` needs days for thirty letters, so none may
 * hold the process up for more than 100 ms (T15): only a virtual machine's time limit ends a comparison.
 */
export class BoundedPattern {
  private readonly pattern: RegExp;

  /** Throws `SyntaxError`. */
  constructor(source: string, flags: string) {
    this.pattern = new RegExp(source, flags);
  }

  /** Throws `PatternTooSlowError`. */
  test(text: string): boolean {
    Object.assign(room, { pattern: this.pattern, text });
    try {
      return comparison.runInContext(room, { timeout: MOST_MS }) as boolean;
    } catch {
      // The time is over, or the stack of what is still to be tried: nothing else can fail.
      throw new PatternTooSlowError();
    } finally {
      delete room.text;
    }
  }

  /** Ajv tells patterns apart by it. */
  toString(): string {
    return this.pattern.toString();
  }
}
