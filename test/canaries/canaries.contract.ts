import { beforeAll, describe, expect, it } from 'vitest';
import { CANARIES, type CanaryName, canariesIn } from '../support/canaries.js';
import type { Heard } from '../support/canary-life.js';
import { type CanaryCage, CanaryTrial, STORED } from './canary-trial.js';

const PLAN_SECRETS = [
  'planPassword',
  'planDashboard',
  'planEnvironment',
  'planMount',
  'planDrain',
  'planRoute',
  'clientSecret',
] as const;
const PARAMETERS = ['provisionParameter', 'environmentParameter', 'updateParameter'] as const;
/** What somebody is to be told: the canaries in the answers to a request, nothing more and nothing less. */
const ALLOWED: readonly (readonly [RegExp, number, readonly CanaryName[]])[] = [
  [/^(PUT|PATCH) .*\/i\?/, 201, ['provisionOutput']],
  [/^(PUT|PATCH) .*\/i\?/, 200, ['provisionOutput']],
  [/^GET \/v2\/service_instances\/i$/, 200, [...PARAMETERS, 'provisionOutput']],
  [/^PUT .*\/service_bindings\/b\?/, 201, ['bindOutput']],
  [/^GET .*\/service_bindings\/b$/, 200, ['bindParameter', 'bindOutput']],
  [/^PUT .*\/s\?/, 201, ['planDashboard']],
  [/^PUT .*\/service_bindings\/sb/, 201, ['planPassword', 'planMount', 'planDrain', 'planRoute']],
  [/^GET \/v2\/catalog/, 200, ['clientSecret']],
  // As the original: whoever administers the catalog reads there what he has written. The document beside it says ***.
  [/^GET .*\/images$/, 200, [...PLAN_SECRETS, 'imageCredentials', 'documentCredentials']],
  [/^GET .*\/image\/static$/, 200, PLAN_SECRETS.filter((name) => name !== 'planEnvironment')],
];
const leaksIn = ({ request, status, text }: Heard): readonly CanaryName[] => {
  const allowed = ALLOWED.find(([pattern, when]) => when === status && pattern.test(request))?.[2] ?? [];
  return canariesIn(text).filter((name) => !allowed.includes(name));
};

/** A life full of marked secrets, and a look everywhere for them afterwards. */
export function describeCanaries(database: string, cage: CanaryCage): void {
  describe(`${Object.keys(CANARIES).length} marked secrets on ${database}`, () => {
    const trial = new CanaryTrial(cage);
    beforeAll(() => trial.run());

    expectAnswers(trial);
    expectTraces(trial);
  });
}

function expectAnswers(trial: CanaryTrial): void {
  it('are told to whom they are meant for: else nothing below would prove anything (T19)', () => {
    for (const [pattern, status, names] of ALLOWED) {
      const heard = trial.heard.filter((one) => one.status === status && pattern.test(one.request));
      const told = canariesIn(heard.map(({ text }) => text).join());
      expect([String(pattern), status, [...told].sort()]).toEqual([String(pattern), status, [...names].sort()]);
    }
    expect(canariesIn(Buffer.from(`login=${CANARIES.adminPassword}`).toString('base64'))).toEqual(['adminPassword']);
    expect(trial.logins.length).toBeGreaterThanOrEqual(2);
  });

  it('are told to nobody else, in no answer and no error (T19, T21)', () => {
    const leaks = trial.heard.filter((one) => leaksIn(one).length > 0);

    expect(leaks.map((one) => [one.request, one.status, leaksIn(one)])).toEqual([]);
    expect(trial.heard.filter(({ status }) => status >= 400).length).toBeGreaterThan(12);
  });

  it('are on no page of administrators, and on no probe (T19)', () => {
    const text = trial.pages.map((page) => page.text).join('\n');

    expect(trial.pages.filter(({ status }) => status === 200).length).toBeGreaterThan(8);
    expect(trial.pages.flatMap(leaksIn)).toEqual([]);
    expect(trial.logins.filter((login) => text.includes(login))).toEqual([]);
  });
}

function expectTraces(trial: CanaryTrial): void {
  it('are in no line of the log, whatever its level (T19)', () => {
    expect(trial.log.split('\n').length).toBeGreaterThan(50);
    expect(trial.log).toContain('operation ended');
    expect(canariesIn(trial.log)).toEqual([]);
    expect(trial.logins.filter((login) => trial.log.includes(login))).toEqual([]);
  });

  it('are nowhere in the files of the database, not even in its journal (T19)', () => {
    expect(trial.stored).toContain(STORED);
    expect(canariesIn(trial.stored)).toEqual([]);
    expect(trial.logins.filter((login) => trial.stored.includes(login))).toEqual([]);
  });
}
