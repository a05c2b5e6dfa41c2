import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseHealth } from '#persistence';
import { PUBLIC_ROUTES } from '../../apps/broker/src/access/required-roles.js';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../support/poll-until.js';
import { routesOf } from '../support/routes-of.js';
import { type Answer } from '../support/test-broker.js';
import { World } from '../support/world.js';

interface Line {
  readonly message: string;
  readonly route?: string;
  readonly status?: number;
}

const HOST = { status: 'up', known: 1, silent: 0, failing: 0, full: 0, usable: 1 };

describe('health', () => {
  let world: World;
  const lines: Line[] = [];
  const note = (line: unknown): void => void lines.push(line as Line);

  beforeEach(async () => {
    lines.length = 0;
    world = await World.open({ logger: { log: note, warn: note, error: note } });
  });
  afterEach(() => world.stop());

  const ask = (path: string): Promise<Answer> =>
    world.broker.request('GET', path, { headers: { authorization: undefined, 'x-broker-api-version': undefined } });

  it('is told to anybody', async () => {
    expect(await ask('/livez')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' }, hosts: HOST } },
    });
    expect(await world.broker.app.inject({ method: 'HEAD', url: '/readyz' })).toMatchObject({ statusCode: 200 });
  });

  it('is all that anybody is told: every other route asks who is there (deny by default)', async () => {
    const routes = routesOf(world.broker);

    const open: string[] = [];
    for (const route of routes) {
      const [method, path] = route.split(' ') as ['GET', string];
      const { statusCode } = await world.broker.app.inject({ method, url: path.replaceAll(/:\w+/g, 'some') });
      if (statusCode !== 401) open.push(route);
    }

    expect(routes.length).toBeGreaterThan(20);
    expect(routes).toContain('PUT /v2/service_instances/:instanceId/service_bindings/:bindingId');
    expect(open).toEqual([...PUBLIC_ROUTES].sort((one, other) => routes.indexOf(one) - routes.indexOf(other)));
  });

  it('holds no address and no name', async () => {
    const { body } = await ask('/readyz');

    expect(JSON.stringify(body)).not.toMatch(/192\.0\.2\.1|docker\.sock|sqlite|20000/);
  });

  it('is degraded, and still good, while a host is silent', async () => {
    await world.ping({ DockerHost: 'tcp-host', DockerPort: 2375, KeepAlive: 1, IsActive: false });
    const silent = await pollUntil('the host to fall silent', async () => {
      const answer = await ask('/readyz');
      return (answer.body as { status: string }).status === 'degraded' && answer;
    });

    expect(silent).toMatchObject({
      status: 200,
      body: { details: { hosts: { status: 'degraded', known: 2, silent: 1, usable: 1 } } },
    });
  });

  it('is bad without the database, but the process lives', async () => {
    await world.loseDatabase();

    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'error', details: { database: { status: 'down', message: 'does not answer' } } },
    });
    expect(await ask('/livez')).toMatchObject({ status: 200 });
  });

  it('is asked of the database once, however many probe', async () => {
    const look = vi.spyOn(world.broker.app.get(DatabaseHealth), 'look');

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/readyz')));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('is in the log only when it is bad', async () => {
    await ask('/livez');
    await ask('/readyz');
    await ask('/v2/catalog');
    vi.spyOn(world.broker.app.get(DatabaseHealth), 'look').mockResolvedValue({ state: 'away', hosts: undefined });
    await pollUntil('a bad answer', async () => (await ask('/readyz')).status === 503);

    const logged = lines.filter(({ message }) => message === 'request').map(({ route, status }) => [route, status]);
    expect(logged).toEqual([
      ['/ping', 200],
      ['/v2/catalog', 401],
      ['/readyz', 503],
    ]);
  });

  it('turns bad when the broker is told to stop, while it still answers what it has (row 9)', async () => {
    const gate = new Gate();
    world.docker.inject('startContainer', { until: gate.opened });
    const order = world.provision('i');
    await pollUntil('the start', () => world.docker.calls().includes('startContainer'));

    const stopped = world.broker.app.close();

    const bad = await pollUntil('a bad answer', async () => {
      const answer = await ask('/readyz');
      return answer.status === 503 && answer;
    });
    expect(bad).toMatchObject({ body: { status: 'shutting_down' } });
    expect(await ask('/livez')).toMatchObject({ status: 200 });
    gate.open();
    expect(await order).toMatchObject({ status: 202 });
    await stopped;
  });
});
