import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { pollUntil } from '../support/poll-until.js';
import { ENDPOINT, World } from '../support/world.js';

const SAFE_AGAIN = {};
const WITHOUT_SECCOMP = { securityOptions: ['name=apparmor'] };

describe('a host whose engine does not confine containers', () => {
  let world: World;
  const docker = new InMemoryDockerDriver();
  const logger = new RecordingLogger();

  beforeAll(async () => {
    world = await World.open({ docker, logger, env: { BROKER_RECONCILER_EVERYSECONDS: '1' } });
    world.play({});
    await world.provision('before');
    docker.changeEngine(ENDPOINT, WITHOUT_SECCOMP);
    await unsafeHosts(1);
  });

  afterAll(() => world.stop());

  const unsafeHosts = (count: number): Promise<unknown> =>
    pollUntil(`${count} unsafe hosts`, async () => {
      const { body } = await world.get('/readyz');
      return (body as { details: { hosts: { unsafe: number } } }).details.hosts.unsafe === count;
    });

  it('gets no new instance, and the operator reads why', async () => {
    expect(await world.provision('new')).toMatchObject({
      status: 503,
      body: { description: 'No Docker host is available at the moment. Try again later, or ask the operator.' },
    });
    expect(await world.get('/readyz')).toMatchObject({
      status: 200,
      body: { details: { hosts: { status: 'degraded' } } },
    });
    expect(logger.text()).toContain('it runs containers without seccomp');
  });

  it('keeps those that it has: they can be bound and deleted', async () => {
    expect(await world.bind('before', 'b')).toMatchObject({ status: 201 });
    expect(await world.deprovision('before')).toMatchObject({ status: 200 });
  });

  it('gets new ones once its engine does', async () => {
    docker.changeEngine(ENDPOINT, SAFE_AGAIN);
    await unsafeHosts(0);

    expect(await world.provision('after')).toMatchObject({ status: 201 });
  });
});
