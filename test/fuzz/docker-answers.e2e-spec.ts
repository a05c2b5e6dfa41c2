import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DockerDriverError, DockerodeDockerDriver } from '#docker-driver';
import { BrokenEngine } from './broken-engine.js';
import type { Dice } from './dice.js';
import { CALL_NAMES, CALLS } from './driver-calls.js';
import { playRounds, scaled, SEED } from './scale.js';

const COUNT = scaled(10_000);
const AT_ONCE = 24;
/** The driver's own limits are of 10 s and more; its clock goes faster here. */
const FASTER = 25;
/** Longer than any chain of calls behind one method, all of them at their limit. */
const PATIENCE_MS = 60_000;

/** One call of a driver to an engine of its own: what is wrong with its end. */
async function judge(dice: Dice, counts: Map<string, number>): Promise<string | undefined> {
  const name = dice.oneOf(CALL_NAMES);
  const engine = await BrokenEngine.open(dice);
  const driver = new DockerodeDockerDriver();
  const outcome = await Promise.race([
    CALLS[name](driver, engine.endpoint).then(
      () => 'answered',
      (error: unknown) => (error instanceof DockerDriverError ? error.name : `threw ${describeError(error)}`),
    ),
    after(PATIENCE_MS * FASTER),
  ]);
  driver.close();
  await engine.close();
  const what = typeof outcome === 'string' ? outcome : 'threw nothing, and did not end';
  counts.set(what, (counts.get(what) ?? 0) + 1);
  return what.startsWith('threw') ? `${name} ${what} after ${engine.asked.join(', ')}` : undefined;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `undefined`, then. */
function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}

describe(`answers that no engine gives (FUZZ_SEED=${SEED})`, () => {
  beforeAll(() => {
    const { setTimeout: set } = globalThis;
    const fast = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout =>
      set(run, ms / FASTER, ...args);
    vi.stubGlobal('setTimeout', fast);
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  it(
    'end each call of the driver, with what was asked for or an error of its own (T25)',
    { timeout: 1_800_000 },
    async () => {
      const counts = new Map<string, number>();

      const faults = await playRounds(COUNT, (dice) => judge(dice, counts), AT_ONCE);

      expect(faults).toEqual([]);
      const ends = ['answered', 'EngineAnswerError', 'HostUnreachableError', 'EngineBusyError', 'EngineRefusedError'];
      expect(
        ends.filter((end) => !counts.has(end)),
        `of ${JSON.stringify([...counts])}`,
      ).toEqual([]);
    },
  );
});
