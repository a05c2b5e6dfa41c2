import fc from 'fast-check';
import { afterAll, describe, it, vi } from 'vitest';
import { checkOutcome } from './check-outcome.js';
import { histories } from './histories.js';
import { House, type HouseParts } from './house.js';
import { Model } from './model.js';

const SEED = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000_000);
const PATH = process.env['FC_PATH'];
const REPLAY = process.env['FC_REPLAY'];
const TIMEOUT_MS = 600_000;

/** Random histories against the model. A failure prints seed, path and replay path: `FC_SEED`, `FC_PATH`, `FC_REPLAY` repeat it. */
export function describeHistories(name: string, count: number, parts: () => HouseParts): void {
  describe(`what a platform believes, on ${name}`, () => {
    let house: House | undefined;
    afterAll(() => house?.close());

    const live = async (commands: Iterable<fc.AsyncCommand<Model, House>>): Promise<void> => {
      const own = (house ??= await House.open(parts()));
      const model = new Model();
      try {
        await own.forget();
        await fc.asyncModelRun(() => ({ model, real: own }), commands);
        await own.calm(model);
        await checkOutcome(model, own);
        await own.clear(model);
        await checkOutcome(model, own);
      } catch (error) {
        house = undefined;
        await own.close();
        throw error;
      }
    };

    it(`is what is there after ${count} random histories (seed ${SEED})`, { timeout: TIMEOUT_MS }, async () => {
      // Short pauses, and no two alike: others draw from the same source.
      const { random } = Math;
      vi.spyOn(Math, 'random').mockImplementation(() => random() / 10);
      await fc.assert(fc.asyncProperty(histories(REPLAY), live), {
        seed: SEED,
        numRuns: count,
        ...(PATH === undefined ? {} : { path: PATH }),
        interruptAfterTimeLimit: TIMEOUT_MS * 0.9,
        markInterruptAsFailure: true,
      });
    });
  });
}
