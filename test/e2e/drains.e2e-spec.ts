import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScriptedExec } from '#docker-driver/testing';
import { TendDrains } from '../../apps/broker/src/drains/tend-drains.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, orderOf, pathOf, REDIS, World } from '../support/world.js';

const HOST_ID = 'unix:///run/docker.sock';
const SHIPPER = 'docker-broker/log-shipper';
const DRAIN = 'syslog://logs.example.com:514';
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: { size: { type: 'integer' } },
  additionalProperties: false,
};
const IMAGES = [
  { ...REDIS, schemas: { service_instance: { create: { parameters: SCHEMA } } } },
  { ...REDIS, plan: 'drained', syslogdrain: 'syslog-tls://plan.example.com:6514' },
];

describe('drains of instances', () => {
  let world: World;
  let config = '';
  let lifecycle: ScriptedExec[] = [];

  beforeEach(async () => {
    config = '';
    lifecycle = [];
    world = await World.open({ images: IMAGES });
    world.docker.addImage(ENDPOINT, SHIPPER);
    const note = (exec: ScriptedExec): object => {
      lifecycle.push(exec);
      return {};
    };
    world.play({
      '/provision': note,
      '/update': note,
      '/configure': configure,
      '/status': () => ({ stdout: status() }),
    });
  });
  afterEach(() => world.stop());

  const configure = ({ stdin }: ScriptedExec): object => {
    config = stdin;
    return {};
  };
  const status = (): string => `${/^# noted: (.*)$/m.exec(config)?.[1] ?? ''}\n\n`;
  const tend = (): Promise<void> => world.broker.app.get(TendDrains, { strict: false }).execute(HOST_ID);
  const provisioned = async (parameters: object, plan = '100'): Promise<string> => {
    const instanceId = randomUUID();
    const context = { platform: 'cloudfoundry', organization_name: 'my "org"', instance_name: 'my-db' };
    const answer = await world.provision(instanceId, { ...orderOf('redis', plan), parameters, context });
    expect(answer).toMatchObject({ status: 201 });
    return instanceId;
  };
  const update = (instanceId: string, parameters: object): Promise<Answer> => {
    const body = { service_id: 'redis', parameters };
    return world.broker.request('PATCH', `${pathOf(instanceId)}?accepts_incomplete=true`, { body });
  };
  const containers = (): readonly string[] => world.docker.containers(ENDPOINT).map(({ name }) => name);
  const shown = async (instanceId: string): Promise<unknown> =>
    ((await world.get(`/admin/instances/${instanceId}`)).body as { syslog_drain: unknown }).syslog_drain;

  it.each([
    ['its parameter', { syslog_drain: DRAIN }, '100', 'logs.example.com:514'],
    ['its plan', {}, 'drained', 'plan.example.com:6514'],
    ['its parameter first', { syslog_drain: DRAIN }, 'drained', 'logs.example.com:514'],
  ])('send the log of an instance where %s says', async (_, parameters, plan, target) => {
    const instanceId = await provisioned(parameters, plan);
    const container = world.docker.containers(ENDPOINT).find(({ name }) => name === `osb-${instanceId}`);

    await tend();

    expect(config).toContain(`target="${target.replace(':', '" port="')}"`);
    expect(config).toContain(`/containers/${container?.containerId ?? ''}/`);
    expect(config).toContain(`organization_name="my \\\\"org\\\\""`);
    expect(await shown(instanceId)).toMatchObject({ target });
  });

  it('make nothing on a host that has nothing to send', async () => {
    const instanceId = await provisioned({});

    await tend();

    expect(containers()).toEqual([`osb-${instanceId}`]);
    expect(await shown(instanceId)).toBeNull();
  });

  it('are no business of schemas and scripts', async () => {
    await provisioned({ size: 1, syslog_drain: DRAIN });

    expect(lifecycle.map(({ command, stdin }) => [command[0], JSON.parse(stdin) as object])).toEqual([
      ['/provision', { size: 1 }],
    ]);
  });

  it('change at once, without /update and without a new container', async () => {
    const instanceId = await provisioned({ size: 1 });
    const before = world.docker.containers(ENDPOINT);

    expect(await update(instanceId, { syslog_drain: DRAIN })).toMatchObject({ status: 200 });
    await tend();

    expect(lifecycle.map(({ command }) => command[0])).toEqual(['/provision']);
    expect(world.docker.containers(ENDPOINT)).toEqual(expect.arrayContaining([...before]));
    expect(config).toContain('logs.example.com');
    expect(await update(instanceId, { syslog_drain: null })).toMatchObject({ status: 200 });
    expect(await shown(instanceId)).toBeNull();
  });

  it('give the last lines of an instance that is gone some time', async () => {
    const instanceId = await provisioned({ syslog_drain: DRAIN });
    await tend();

    await world.deprovision(instanceId);
    await tend();

    expect(config).toContain('logs.example.com');
    expect(containers()).toEqual([expect.stringMatching(/^osb-log-shipper-/)]);
  });

  it('take their shipper away when nothing is left to send', async () => {
    const instanceId = await provisioned({ syslog_drain: DRAIN });
    await tend();
    await world.deprovision(instanceId);

    config = '';
    await tend();

    expect(containers()).toEqual([]);
    expect(world.docker.volumes(ENDPOINT)).toEqual([]);
  });

  it('repair a shipper that was stopped, removed, or has lost what it was told', async () => {
    await provisioned({ syslog_drain: DRAIN });
    await tend();
    const find = (): string | undefined =>
      world.docker.containers(ENDPOINT).find(({ name, state }) => name.includes('shipper') && state === 'running')
        ?.containerId;

    await world.docker.stopContainer(ENDPOINT, find() ?? '');
    await tend();
    expect(find()).toBeDefined();
    config = '';
    await world.docker.removeContainer(ENDPOINT, find() ?? '');
    await tend();

    expect(find()).toBeDefined();
    expect(config).toContain('logs.example.com');
  });

  it.each([
    'https://logs',
    'syslog://user:password@logs:514',
    'syslog://169.254.169.254:80',
    'syslog://localhost:514',
    7,
  ])('are refused before anything is made: %s', async (drain) => {
    const answer = await world.provision(randomUUID(), { parameters: { syslog_drain: drain } });

    expect(answer).toMatchObject({ status: 400 });
    expect((answer.body as { description: string }).description).toContain('syslog_drain');
    expect(JSON.stringify(answer.body)).not.toContain('password');
    expect(containers()).toEqual([]);
  });

  it('are refused in an update, which then changes nothing', async () => {
    const instanceId = await provisioned({ syslog_drain: DRAIN });

    expect(await update(instanceId, { syslog_drain: 'syslog://127.0.0.1:514' })).toMatchObject({ status: 400 });

    expect(await shown(instanceId)).toMatchObject({ target: 'logs.example.com:514' });
  });

  it.each([{ numinstances: 2 }, { containername: 'db' }])('are no setting of a plan with %j', async (shared) => {
    const body = { Plan: 'shared', syslogdrain: DRAIN, ...shared };

    const answer = await world.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', { body });

    expect(answer).toMatchObject({ status: 400 });
    expect((answer.body as { description: string }).description).toMatch(/syslogdrain.*"numinstances" is then 0 or 1/);
  });

  it('never come from a registry by the name of our own shipper', async () => {
    const bare = { kind: 'unix', socketPath: '/run/bare.sock' } as const;
    world.docker.addImage(bare, 'redis', { exposedPorts: [{ port: 6379, protocol: 'tcp' }], volumes: ['/data'] });
    const other = await World.open({
      docker: world.docker,
      images: IMAGES,
      ping: { DockerHost: 'unix:///run/bare.sock' },
    });
    const pulls = vi.spyOn(world.docker, 'pullImage');
    await other.provision(randomUUID(), { parameters: { syslog_drain: DRAIN } });

    const tending = other.broker.app.get(TendDrains, { strict: false }).execute('unix:///run/bare.sock');

    await expect(tending).rejects.toThrow('Make it there with "npm run images"');
    expect(pulls).not.toHaveBeenCalled();
    await other.stop();
  });

  it('that cannot be set up harm no order (row 86)', async () => {
    const docker = world.docker;
    docker.inject('createLogShipper', { before: new Error('broken'), times: 3 });

    const instanceId = await provisioned({ syslog_drain: DRAIN });

    await expect(tend()).rejects.toThrow('broken');
    expect(await world.bind(instanceId, randomUUID())).toMatchObject({ status: 201 });
    expect(await world.deprovision(instanceId)).toMatchObject({ status: 200 });
  });
});
