import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContainers, findVolumes } from '../support/engine.js';
import { lookInside } from '../support/look-inside.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const MOST_FILES = 1_048_576;
const PLANS = [
  { name: 'no-program', entrypoint: ['no-such-program'] },
  { name: 'no-path', entrypoint: ['/no/such/program'] },
  { name: 'no-permission', entrypoint: ['/etc/passwd'] },
  { name: 'no-user', user: 'nobody-of-this-name' },
  { name: 'many-files', ulimits: { nofile: { soft: MOST_FILES, hard: MOST_FILES } } },
].map((plan) => ({ plan: '100', image: 'docker-broker/redis:latest', ...plan }));
const FAILED = {
  status: 500,
  body: { description: expect.stringContaining('cannot be started as its plan says') as string },
};

describe('a plan that the engine can never start', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await TestSystem.start({ brokerEnv: { BROKER_SERVICES_IMAGES: JSON.stringify(PLANS) } });
  });
  afterAll(() => system.remove());

  const reasonOf = (failed: string): Promise<unknown> =>
    pollUntil('the reason', () => {
      const lines = system.broker.log().filter(({ instanceId }) => instanceId === failed);
      return lines.find(({ message }) => message === 'work broke off: undo')?.['reason'];
    });

  it.each([
    ['no-program', 'correct "entrypoint"'],
    ['no-path', 'correct "entrypoint"'],
    ['no-permission', 'correct "entrypoint"'],
    ['no-user', 'correct "user"'],
  ])(
    '%s: the order fails at once and is undone, and the log says what to correct (row 91)',
    async (service, advice) => {
      const instanceId = system.newInstanceId();

      expect(await system.client.provision(instanceId, service)).toMatchObject(FAILED);
      expect(await reasonOf(instanceId)).toContain(advice);
      expect(await findContainers(instanceId)).toEqual([]);
      expect(await findVolumes(instanceId)).toEqual([]);
    },
  );

  it('many-files: an engine that may raise limits serves it, any other refuses it in the same way', async () => {
    const instanceId = system.newInstanceId();

    const { status } = await system.client.provision(instanceId, 'many-files');
    const told = await (status === 201 ? lookInside(instanceId, 'ulimit -Hn') : reasonOf(instanceId));

    expect([status, told].join(' ')).toMatch(/^201 1048576$|^500 .*lower "ulimits.nofile"/);
  });
});
