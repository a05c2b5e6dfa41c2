import { describe, expect, it } from 'vitest';
import { execOutcome } from '#docker-driver/testing';
import { WorkFailedError } from '../../apps/broker/src/operations/operations.errors.js';
import { fillPlaceholders } from '../../apps/broker/src/operations/placeholders.types.js';
import { readDashboardUrl } from '../../apps/broker/src/operations/work/read-dashboard-url.js';
import { readScriptOutput } from '../../apps/broker/src/operations/work/read-script-output.js';
import { playRounds, scaled, SEED } from './scale.js';
import { makeOutput, SECRET } from './script-outputs.js';

const SERVED = { host: '192.0.2.1', ports: [{ port: 3306, protocol: 'tcp' as const, hostPort: 20_000 }] };
const COUNT = scaled(20_000);

type Output = Readonly<Record<string, unknown>>;

/** Read as both scripts are, filled in and stored: what is wrong with that. */
function judge(stdout: string): 'taken' | 'refused' | `wrong: ${string}` {
  try {
    const output = readScriptOutput('/bind', execOutcome({ stdout }));
    readDashboardUrl(output);
    return findFaultIn(output) ?? 'taken';
  } catch (error) {
    if (!(error instanceof WorkFailedError)) return `wrong: ${String(error)}`;
    return error.message.includes(SECRET) ? 'wrong: the output is in the error' : 'refused';
  }
}

function findFaultIn(output: Output): `wrong: ${string}` | undefined {
  const filled = fillPlaceholders(output, SERVED) as Output;
  if (Object.getPrototypeOf(filled) !== Object.prototype) return 'wrong: another prototype';
  const copy = Object.assign({}, filled);
  if (Object.getPrototypeOf(copy) !== Object.prototype) return 'wrong: a prototype comes with the copy';
  return JSON.stringify(copy).includes('"__proto__":') ? 'wrong: __proto__ is still there' : undefined;
}

describe(`what scripts print (FUZZ_SEED=${SEED})`, () => {
  it('is taken as an object or refused in one sentence, without a word of it (T13, T21, T25)', async () => {
    const counts = { taken: 0, refused: 0 };

    const faults = await playRounds(COUNT, (dice) => {
      const stdout = makeOutput(dice);
      const verdict = judge(stdout);
      if (verdict !== 'taken' && verdict !== 'refused') return `${verdict} of ${JSON.stringify(stdout.slice(0, 300))}`;
      counts[verdict] += 1;
      return undefined;
    });

    expect(faults).toEqual([]);
    expect(counts.taken).toBeGreaterThan(COUNT / 10);
    expect(counts.refused).toBeGreaterThan(COUNT / 10);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
