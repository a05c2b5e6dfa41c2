import { SeededRandom } from '../support/fake-docker/seeded-random.js';

/** The choices of a fuzz run: all of them follow from the seed. */
export class Dice {
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** A whole number from 0, up to but not including the limit. */
  below(limit: number): number {
    return Math.floor(this.random.next() * limit);
  }

  isLucky(chance: number): boolean {
    return this.random.next() < chance;
  }
}
