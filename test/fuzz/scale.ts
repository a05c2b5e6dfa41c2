import { Dice } from './dice.js';

/** Repeats a run; printed with each finding. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1e9);
const SHARE = process.env['FUZZ_SCALE'] === 'full' ? 1 : 0.1;
const MOST_TOLD = 20;
/** Rounds are far apart, lest one of the next seed be one of this. */
const STRIDE = 7_919;

/** What went wrong in a round; `undefined` when nothing did. */
type Round = (dice: Dice, number: number) => string | undefined | Promise<string | undefined>;

/** As many as `full` with `FUZZ_SCALE=full`, else a tenth of them. */
export function scaled(full: number): number {
  return Math.round(full * SHARE);
}

/** Plays rounds, `atOnce` of them side by side, each with dice of its own, and tells the first faults. */
export async function playRounds(count: number, round: Round, atOnce = 1): Promise<readonly string[]> {
  const faults: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count && faults.length < MOST_TOLD) {
      const number = next;
      next += 1;
      const fault = await round(new Dice(SEED * STRIDE + number), number);
      if (fault !== undefined) faults.push(`FUZZ_SEED=${SEED}, round ${number}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return faults;
}
