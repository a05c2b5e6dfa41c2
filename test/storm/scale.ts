import { randomInt } from 'node:crypto';

/** How hard it blows on each database. `STORM_SEED` repeats a run as far as that can be. */
export interface Figures {
  readonly seed: number;
  readonly kills: number;
  readonly pauses: number;
}

const SHORT = { fake: { kills: 70, pauses: 14 }, engine: { kills: 20, pauses: 4 } };
const LONG = { fake: { kills: 334, pauses: 67 }, engine: { kills: 100, pauses: 20 } };

const { fake, engine } = process.env['STORM_SCALE'] === 'long' ? LONG : SHORT;
const seed = Number(process.env['STORM_SEED'] ?? randomInt(2 ** 31));

export const SCALE: Readonly<Record<'fake' | 'engine', Figures>> = {
  fake: { seed, ...fake },
  engine: { seed, ...engine },
};
