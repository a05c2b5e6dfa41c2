import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askEngine, findContainers, findVolumes, runInContainer } from '../support/engine.js';
import { lookInside } from '../support/look-inside.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const BASE = 'docker-broker/base:bookworm';
const LOGS = 'docker-broker/logs:latest';
/** What a container waits for before it serves. */
const GATE = '/tmp/gate';
const FILL = 'head -c 32M /dev/zero 2>/dev/null > /data/much && echo roomy || echo full';
const WAITING = 'waiting for the service to answer';

const bare = (name: string, properties: object): object => ({
  name,
  plan: '100',
  image: BASE,
  scripts: 'optional',
  command: ['sleep', '600'],
  ...properties,
});
const behindGate = (...last: readonly string[]): object => ({
  entrypoint: ['sh', '-c', `until [ -e ${GATE} ]; do sleep 0.1; done; "$@"`],
  command: ['-', ...last],
});
const toPlans = (contentId: string): readonly object[] => [
  bare('log', {
    ...behindGate('sh', '-c', 'echo "3 workers: ready"; sleep 600'),
    readiness: { log: '* workers: ready' },
  }),
  bare('exec', { image: contentId, readiness: { exec: ['test', '-e', GATE] } }),
  {
    ...{ name: 'http', plan: '100', image: LOGS, ...behindGate('/entrypoint') },
    readiness: { http: { port: 8_080, path: '/lines', status: 401 } },
  },
  // Nobody reads there without a login: without `status`, 401 is no sign.
  {
    name: 'too-late',
    plan: '100',
    image: LOGS,
    readiness: { http: { port: 8_080, path: '/lines' }, timeoutSeconds: 1 },
  },
  bare('never-pulled', { image: 'docker-broker-test/nobody:1', pull: 'never' }),
  bare('sized', { volumes: [{ path: '/data', size: '16m' }] }),
];

async function findContentId(): Promise<string> {
  return ((await askEngine('GET', `/images/${BASE}/json`)).body as { Id: string }).Id;
}

describe('a plan, as a real engine takes it,', () => {
  let contentId: string;
  let system: TestSystem;

  beforeAll(async () => {
    contentId = await findContentId();
    const brokerEnv = {
      BROKER_SERVICES_IMAGES: JSON.stringify(toPlans(contentId)),
      // A plan that is never pulled says so itself.
      BROKER_DOCKER_PULL: 'missing',
      BROKER_OPERATIONS_POLLHOLDSECONDS: '0',
    };
    system = await TestSystem.start({ brokerEnv });
  });
  afterAll(() => system.remove());

  const untilItWaits = (instanceId: string): Promise<unknown> =>
    pollUntil('an order that waits for the service', async () => {
      const { body } = await system.client.request('GET', `/v2/service_instances/${instanceId}/last_operation`);
      const { state, description } = body as Readonly<Record<string, unknown>>;
      return state === 'in progress' && description === WAITING;
    });
  const failureOf = (failed: string): Promise<Readonly<Record<string, unknown>>> =>
    pollUntil('the failure in the log', () => {
      const lines = system.broker.log().filter(({ instanceId }) => instanceId === failed);
      return lines.find(({ message }) => message === 'work broke off: undo');
    });
  const expectNothingOf = async (instanceId: string): Promise<void> => {
    expect(await findContainers(instanceId)).toEqual([]);
    expect(await findVolumes(instanceId)).toEqual([]);
  };

  it.each(['log', 'exec', 'http'])('readiness by %s: the instance counts as made when it shows it', async (service) => {
    const instanceId = system.newInstanceId();
    const order = system.client.provision(instanceId, service);
    await untilItWaits(instanceId);

    await runInContainer(instanceId, ['touch', GATE]);

    expect(await order).toMatchObject({ status: 201 });
  });

  it('names its image by the content id: the container is made of that', async () => {
    const instanceId = system.newInstanceId();
    const order = system.client.provision(instanceId, 'exec');
    await untilItWaits(instanceId);

    const { body } = await askEngine('GET', `/containers/${(await findContainers(instanceId))[0] ?? ''}/json`);

    expect(body).toMatchObject({ Image: contentId });
    await runInContainer(instanceId, ['touch', GATE]);
    expect(await order).toMatchObject({ status: 201 });
  });

  it('shows no readiness in its time: the order fails with the reason, and is undone', async () => {
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'too-late')).toMatchObject({
      status: 500,
      body: { description: 'The service did not show in the time of its plan that it serves.' },
    });
    await expectNothingOf(instanceId);
  });

  it('is never to be pulled: without the image the order fails, and the log says which one the host lacks', async () => {
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'never-pulled')).toMatchObject({
      status: 500,
      body: { description: expect.stringContaining('image is not available on the Docker host') as string },
    });
    expect(await failureOf(instanceId)).toMatchObject({ detail: 'image docker-broker-test/nobody:1: not on the host' });
    await expectNothingOf(instanceId);
  });

  it('limits a volume: an engine with quotas keeps the limit, any other refuses, and nothing is left', async () => {
    const instanceId = system.newInstanceId();

    const { status, body } = await system.client.provision(instanceId, 'sized');
    const told = status === 201 ? await lookInside(instanceId, FILL) : (body as { description: string }).description;
    if (status === 201) await system.client.deprovision(instanceId, 'sized');

    expect([status, told].join(' ')).toMatch(
      /^201 full$|^500 The Docker host cannot limit the size of a volume, as the plan wants\.$/,
    );
    await expectNothingOf(instanceId);
  });
});
