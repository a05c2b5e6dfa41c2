import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import type { ServiceConnection } from '../support/connect-to-service.js';
import { askEngine, findContainers, findHostPorts, findVolumes } from '../support/engine.js';
import { credentialsOf, stateOf } from '../support/osb-client.js';
import type { Credentials } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const MIB = 1_048_576;
const SERVICES = ['mysql', 'postgresql', 'redis'];
const IMAGES = SERVICES.flatMap((name) => [
  { name, plan: '100' },
  { name, plan: 'small', memory: '256m' },
  { name, plan: 'other', environment: { MODE: 'other' } },
  { name, plan: 'absent', image: 'docker-broker-test/absent:1' },
  { name, plan: 'dying', command: ['false'] },
]);

interface Container {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Running: boolean };
  readonly HostConfig: { readonly Memory: number; readonly RestartPolicy: { readonly Name: string } };
}

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start({ brokerEnv: { BROKER_SERVICES_IMAGES: JSON.stringify(IMAGES) } });
});
afterAll(() => system.remove());

async function inspectOnly(instanceId: string): Promise<Container> {
  const ids = await findContainers(instanceId);
  expect(ids).toHaveLength(1);
  return (await askEngine('GET', `/containers/${ids[0] ?? ''}/json`)).body as Container;
}

describe.each(SERVICES)('an update of %s', (service) => {
  const open: ServiceConnection[] = [];
  let instanceId: string;
  let credentials: Credentials;
  let volumes: readonly string[];
  let ports: object;

  const connect = async (): Promise<ServiceConnection> => {
    const connection = await connectToService(service, credentials);
    open.push(connection);
    return connection;
  };
  const update = async (plan: string, status = 200): Promise<Container> => {
    const changed = await system.client.update(instanceId, service, { plan_id: `${service}_${plan}` });
    expect(changed).toMatchObject({ status });
    return inspectOnly(instanceId);
  };
  const expectServed = async (words: string): Promise<void> => {
    const connection = await connect();
    expect(await connection.read()).toBe(words);
    await connection.write(words);
    expect(await findHostPorts(instanceId)).toEqual(ports);
    expect(await findVolumes(instanceId)).toEqual(volumes);
  };

  beforeAll(async () => {
    instanceId = await system.newInstance(service);
    credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, service));
    volumes = await findVolumes(instanceId);
    ports = await findHostPorts(instanceId);
    await (await connect()).write('before all updates');
  });
  afterAll(() => Promise.all(open.map((connection) => connection.close())));

  it('changes the memory of the container that runs: connections stay', async () => {
    const connection = await connect();
    const before = await inspectOnly(instanceId);

    const after = await update('small');

    expect(after).toMatchObject({ Id: before.Id, HostConfig: { Memory: 256 * MIB } });
    expect(await connection.read()).toBe('before all updates');
  });

  it('puts another container on the same data and port: credentials stay good', async () => {
    const before = await inspectOnly(instanceId);

    const after = await update('other');

    expect(after).toMatchObject({ State: { Running: true }, HostConfig: { RestartPolicy: { Name: 'always' } } });
    expect(after.Id).not.toBe(before.Id);
    expect(after.Name).toBe(`/osb-${instanceId}.g1`);
    await expectServed('before all updates');
  });

  it('whose image is not there fails before anything is stopped', async () => {
    const connection = await connect();
    const before = await inspectOnly(instanceId);

    expect((await update('absent', 500)).Id).toBe(before.Id);

    expect(await connection.read()).toBe('before all updates');
    expect(await system.client.findInstance(instanceId)).toMatchObject({ body: { plan_id: `${service}_other` } });
  });

  it('whose container does not live goes back to the one before', async () => {
    const before = await inspectOnly(instanceId);
    const failed = await system.client.update(instanceId, service, { plan_id: `${service}_dying` });

    expect(failed).toMatchObject({ status: 500, body: { instance_usable: true, update_repeatable: true } });
    expect(await inspectOnly(instanceId)).toMatchObject({
      ...{ Id: before.Id, State: { Running: true }, HostConfig: { RestartPolicy: { Name: 'always' } } },
    });
    const connection = await pollUntil(`${service} to answer again`, () => connect());
    expect(await connection.read()).toBe('before all updates');
  });

  it('gives new bindings their own login in the new container', async () => {
    const bound = await system.client.bind(instanceId, `${instanceId}-2`, service, 'other');
    const second = await connectToService(service, credentialsOf(bound));
    open.push(second);

    expect(await second.read()).toBe('before all updates');
  });

  it('leaves nothing when the instance is given back', async () => {
    expect(await system.client.deprovision(instanceId, service)).toMatchObject({ status: 200 });

    expect(await findContainers(instanceId)).toEqual([]);
    expect(await findVolumes(instanceId)).toEqual([]);
  });
});

describe('parameters', () => {
  it('reach the script of the image', async () => {
    const instanceId = await system.newInstance('mysql');
    const update = (charset: string): Promise<unknown> =>
      system.client.update(instanceId, 'mysql', { parameters: { charset } });

    expect(await update('latin1')).toMatchObject({ status: 200 });
    expect(await system.client.findInstance(instanceId)).toMatchObject({ body: { parameters: { charset: 'latin1' } } });
    expect(await update('no such')).toMatchObject({ status: 500, body: { instance_usable: true } });
    expect(await system.client.findInstance(instanceId)).toMatchObject({ body: { parameters: { charset: 'latin1' } } });
  });

  it('are refused where no script could make them true', async () => {
    const instanceId = await system.newInstance('redis');

    expect(await system.client.update(instanceId, 'redis', { parameters: { size: 2 } })).toMatchObject({
      ...{ status: 422, body: { update_repeatable: false } },
    });
  });
});

describe('a broker killed in the middle of an update', () => {
  it.each([0, 40, 90, 150, 250, 400, 700, 1_200])('ends it by itself when it is back: after %d ms', async (afterMs) => {
    const instanceId = await system.newInstance('redis');
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'redis'));
    const connection = await connectToService('redis', credentials);
    await connection.write('kept');
    const path = `/v2/service_instances/${instanceId}?accepts_incomplete=true`;
    const body = { service_id: 'redis', plan_id: 'redis_other' };

    const hungUp = system.client.request('PATCH', path, body).catch(() => undefined);
    await sleep(afterMs);
    await system.broker.stop('SIGKILL');
    await hungUp;
    await system.startBroker();
    expect(stateOf(await system.client.endOfOperation(instanceId))).toBe('succeeded');

    const { body: instance } = await system.client.findInstance(instanceId);
    expect(instance).toMatchObject({ plan_id: expect.stringMatching(/^redis_(100|other)$/) as string });
    expect(await inspectOnly(instanceId)).toMatchObject({
      ...{ State: { Running: true }, HostConfig: { RestartPolicy: { Name: 'always' } } },
    });
    const again = await pollUntil('redis after its update', () => connectToService('redis', credentials));
    expect(await again.read()).toBe('kept');
    await again.close();
    await connection.close();
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
    expect(await findVolumes(instanceId)).toEqual([]);
  });
});
