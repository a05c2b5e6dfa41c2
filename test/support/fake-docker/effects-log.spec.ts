import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Gate } from '../../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../poll-until.js';
import { EffectsLog } from './effects-log.js';
import { FakeTenant } from './fake-tenant.js';

const aContainer = {
  containerId: 'a',
  name: 'osb-one',
  labels: { 'docker-broker.instance': 'one' },
  state: 'created',
  exitCode: 0,
  startedAt: '',
  health: 'none',
  ports: [],
  volumes: [],
  memoryBytes: 0,
  milliCpus: 0,
  pidsLimit: 0,
  restart: 'always',
} as const;

describe('EffectsLog', () => {
  it('remembers the most containers of an instance that were there, and that ran, at once', () => {
    const effects = new EffectsLog();
    const second = { ...aContainer, containerId: 'b', name: 'osb-one-g2' };

    for (const what of ['create', 'start', 'stop', 'remove', 'create', 'start'] as const)
      effects.noteContainer(what, aContainer);
    effects.noteContainer('create', second);
    effects.noteContainer('remove', second);

    expect([effects.mostAlive('one'), effects.mostRunning('one')]).toEqual([2, 1]);
    expect([effects.mostAlive('two'), effects.mostRunning('two')]).toEqual([0, 0]);
  });
});

describe('the effects of a tenant', () => {
  let tenant: FakeTenant;

  beforeEach(async () => {
    tenant = await FakeTenant.open();
  });
  afterEach(async () => {
    await tenant.close();
  });

  const seen = (): string[] => tenant.fake.effects().map(({ what, name }) => `${what} ${name}`);

  it('are noted in their order, once, with what they were about', async () => {
    const { driver, fake } = tenant;
    const containerId = await tenant.serve('one');
    await driver.startContainer(fake.endpoint, containerId);
    await tenant.run(containerId, '/bind');
    await driver.updateContainer(fake.endpoint, containerId, { pidsLimit: 16 });
    await driver.removeContainer(fake.endpoint, containerId);
    await driver.removeContainer(fake.endpoint, containerId);
    await driver.removeVolume(fake.endpoint, 'osb-one-0');

    expect(seen()).toEqual([
      'create volume osb-one-0',
      'create osb-one',
      'start osb-one',
      'start exec osb-one',
      'end exec osb-one',
      'update osb-one',
      'stop osb-one',
      'remove osb-one',
      'remove volume osb-one-0',
    ]);
    const labels = { 'docker-broker.instance': 'one', 'docker-broker.service': 'redis' };
    for (const effect of fake.effects()) expect(effect).toMatchObject({ labels, at: expect.any(Number) as number });
    expect(fake.effects()[3]).toMatchObject({ containerId, command: ['/bind'] });
    expect([fake.mostAlive('one'), fake.mostRunning('one')]).toEqual([1, 1]);
  });

  it('are noted although the answer was lost, and not noted without one', async () => {
    tenant.fake.inject('createContainer', { after: 'reset' });
    await expect(tenant.create('one')).rejects.toThrow();
    await expect(tenant.create('one')).rejects.toThrow(/already in use/);

    expect(seen()).toEqual(['create volume osb-one-0', 'create osb-one']);
  });

  it('show two scripts at once in one container, and none that ran one after the other', async () => {
    const [one, two] = [await tenant.serve('one'), await tenant.serve('two', 20_002)];

    await Promise.all([tenant.run(one, '/bind'), tenant.run(two, '/bind')]);
    await tenant.run(one, '/unbind');
    const gate = new Gate();
    tenant.fake.play('/bind', async () => {
      await gate.opened;
      return {};
    });
    const runs = [tenant.run(two, '/bind'), tenant.run(two, '/bind')];
    await pollUntil('both', () => tenant.fake.runningExecs().length === 2, 5_000);
    gate.open();
    await Promise.all(runs);

    expect(tenant.fake.mostScriptsAtOnce('one')).toBe(1);
    expect(tenant.fake.mostScriptsAtOnce('two')).toBe(2);
  });

  it('show the end of a script with its container', async () => {
    const containerId = await tenant.serve('one');
    tenant.fake.play('/bind', () => new Promise(() => undefined));
    const run = tenant.run(containerId, '/bind');
    await pollUntil('the start', () => seen().includes('start exec osb-one'), 5_000);

    tenant.fake.removeByHand('osb-one');

    await expect(run).rejects.toThrow(/is not known to the engine/);
    expect(seen().slice(-3)).toEqual(['end exec osb-one', 'stop osb-one', 'remove osb-one']);
  });
});
