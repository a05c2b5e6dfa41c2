import type { Span } from './fake-docker.types.js';

/** The same numbers for the same seed, everywhere (Mulberry32). */
export class SeededRandom {
  constructor(private state: number) {}

  /** 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  within(span: Span): number {
    if (typeof span === 'number') return span;
    const [min, max] = span;
    return min + this.next() * (max - min);
  }

  /** `undefined` of nothing. */
  pick<T>(choices: readonly T[]): T | undefined {
    return choices[Math.floor(this.next() * choices.length)];
  }
}
