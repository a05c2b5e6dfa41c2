import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InMemoryDockerDriver, execOutcome } from '#docker-driver/testing';
import { TestBroker } from '../support/test-broker.js';

const ENDPOINT = { kind: 'unix', socketPath: '/var/run/docker.sock' } as const;

describe('smoke', () => {
  let broker: TestBroker;
  const docker = new InMemoryDockerDriver();

  beforeAll(async () => {
    broker = await TestBroker.start({
      docker,
      file: { services: { images: [{ name: 'redis', plan: '100', ports: [6379] }] } },
    });
    docker.addImage(ENDPOINT, 'redis');
    docker.play(({ command }) =>
      execOutcome({ stdout: command[0] === '/bind' ? '{"uri":"redis://$HOST:$PORT_6379"}' : '' }),
    );
  });

  afterAll(() => broker.stop());

  it('runs', async () => {
    const ping = await broker.request('POST', '/ping', {
      body: {
        ServiceHost: '127.0.0.1',
        DockerHost: 'unix:///var/run/docker.sock',
        KeepAlive: 10,
        IsActive: true,
        Portbind_min: 20000,
        Portbind_max: 20010,
      },
    });
    expect(ping).toMatchObject({ status: 200, body: {} });
    expect(await broker.request('GET', '/v2/catalog')).toMatchObject({ status: 200 });
    const body = { service_id: 'redis', plan_id: 'redis_100', organization_guid: 'o', space_guid: 's' };
    expect(await broker.request('PUT', '/v2/service_instances/i1', { body })).toMatchObject({ status: 201, body: {} });
    expect(await broker.request('PUT', '/v2/service_instances/i1', { body })).toMatchObject({ status: 200, body: {} });
    const bind = await broker.request('PUT', '/v2/service_instances/i1/service_bindings/b1', { body });
    expect(bind).toMatchObject({ status: 201 });
    expect(
      await broker.request('DELETE', '/v2/service_instances/i1/service_bindings/b1?service_id=a&plan_id=b'),
    ).toMatchObject({ status: 200 });
    expect(await broker.request('DELETE', '/v2/service_instances/i1?service_id=a&plan_id=b')).toMatchObject({
      status: 200,
    });
    expect(docker.containers(ENDPOINT)).toEqual([]);
  });
});
