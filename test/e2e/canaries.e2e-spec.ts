import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JsonLineLogger } from '#logging';
import { CANARIES, type CanaryName, canariesIn } from '../support/canaries.js';
import { ADMIN, CANARY_ENV, CanaryLife, type Heard, playCanaries } from '../support/canary-life.js';
import { CANARY_PLANS } from '../support/canary-plans.js';
import { routesOf } from '../support/routes-of.js';
import { World } from '../support/world.js';

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
/** Of paths with parameters, those that somebody has made. */
const MADE: Readonly<Record<string, string>> = {
  catalog: 'My%20Docker%20Catalog',
  name: 'static',
  instanceId: 'i',
  bindingId: 'b',
  dockerHost: '192.0.2.9',
  registryHost: 'r.test',
  hostId: encodeURIComponent('unix:///run/docker.sock'),
};

const leaksIn = ({ request, status, text }: Heard): readonly CanaryName[] => {
  const allowed = ALLOWED.find(([pattern, when]) => when === status && pattern.test(request))?.[2] ?? [];
  return canariesIn(text).filter((name) => !allowed.includes(name));
};

describe(`${Object.keys(CANARIES).length} marked secrets`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-canaries-'));
  const logins: string[] = [];
  let life: CanaryLife;
  let pages: Heard[] = [];
  let log = '';
  let stored = '';

  const play = async (world: World): Promise<void> => {
    playCanaries(world, logins);
    life = new CanaryLife(world);
    await life.administrate();
    await life.intrude();
    await life.order();
    stored = readAll();
    const routes = routesOf(world.broker).filter((route) => /^GET \/(?!v2|admin\/api-docs)/.test(route));
    const before = life.heard.length;
    for (const route of routes)
      await life.ask(
        ADMIN,
        route.replaceAll(/:(\w+)/g, (_, name: string) => MADE[name] ?? 'x'),
      );
    pages = life.heard.slice(before);
    await life.leave();
    stored += readAll();
  };
  const readAll = (): string =>
    readdirSync(dataDir)
      .map((name) => readFileSync(join(dataDir, name), 'latin1'))
      .join('\n');

  beforeAll(async () => {
    const record = (chunk: unknown): boolean => {
      log += String(chunk);
      return true;
    };
    const spies = [process.stdout, process.stderr].map((one) => vi.spyOn(one, 'write').mockImplementation(record));
    try {
      const logger = new JsonLineLogger({ level: 'verbose' });
      const world = await World.open({ env: CANARY_ENV, dataDir, ping: null, logger, images: CANARY_PLANS });
      await play(world);
      await world.stop();
      // Lines are written at the end of their turn of the event loop.
      await endOfTurn();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });

  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('are told to whom they are meant for: else nothing below would prove anything (T19)', () => {
    for (const [pattern, status, names] of ALLOWED) {
      const heard = life.heard.filter((one) => one.status === status && pattern.test(one.request));
      const told = canariesIn(heard.map(({ text }) => text).join());
      expect([String(pattern), status, [...told].sort()]).toEqual([String(pattern), status, [...names].sort()]);
    }
    expect(canariesIn(Buffer.from(`login=${CANARIES.adminPassword}`).toString('base64'))).toEqual(['adminPassword']);
    expect(logins.length).toBeGreaterThanOrEqual(2);
  });

  it('are told to nobody else, in no answer and no error (T19, T21)', () => {
    const leaks = life.heard.filter((one) => leaksIn(one).length > 0);

    expect(leaks.map((one) => [one.request, one.status, leaksIn(one)])).toEqual([]);
    expect(life.heard.filter(({ status }) => status >= 400).length).toBeGreaterThan(12);
  });

  it('are on no page of administrators, and on no probe (T19)', () => {
    const text = pages.map((page) => page.text).join('\n');

    expect(pages.filter(({ status }) => status === 200).length).toBeGreaterThan(8);
    expect(pages.flatMap(leaksIn)).toEqual([]);
    expect(logins.filter((login) => text.includes(login))).toEqual([]);
  });

  it('are in no line of the log, whatever its level (T19)', () => {
    expect(log.split('\n').length).toBeGreaterThan(50);
    expect(log).toContain('operation ended');
    expect(canariesIn(log)).toEqual([]);
    expect(logins.filter((login) => log.includes(login))).toEqual([]);
  });

  it('are nowhere in the files of the database, not even in its journal (T19)', () => {
    expect(stored).toContain('service_instance');
    expect(canariesIn(stored)).toEqual([]);
    expect(logins.filter((login) => stored.includes(login))).toEqual([]);
  });
});
