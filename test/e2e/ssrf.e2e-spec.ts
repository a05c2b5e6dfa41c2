import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import type { Answer } from '../support/test-broker.js';
import { World } from '../support/world.js';

const ELSEWHERE = '10.0.0.66';

describe('addresses that agents name (T8)', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ ping: null });
  });
  afterAll(() => world.stop());

  const ping = (fields: object, from = ELSEWHERE, headers = {}): Promise<Answer> =>
    world.ping({ DockerPort: 2376, ServiceHost: '10.0.0.66', ...fields }, { from, headers });

  it.each([
    ['10.0.0.66', 2376],
    ['docker1.invalid', 2375],
    ['::ffff:10.0.0.66', 2376],
  ])('takes an agent from elsewhere that is at %s:%i', async (DockerHost, DockerPort) => {
    expect(await ping({ DockerHost, DockerPort })).toMatchObject({ status: 200 });
    expect(await world.dump()).toContain(DockerHost);
  });

  it.each([
    ["the broker's socket", 403, { DockerHost: 'unix:///run/docker.sock' }],
    ['another socket', 403, { DockerHost: 'unix:///run/postgresql.sock' }],
    ['loopback', 403, { DockerHost: '127.0.0.1' }],
    ['loopback by its name', 403, { DockerHost: 'localhost' }],
    ['loopback in IPv6', 403, { DockerHost: '::1' }],
    ['loopback mapped into IPv6', 403, { DockerHost: '::ffff:127.0.0.1' }],
    ['loopback as one number', 400, { DockerHost: '2130706433' }],
    ['loopback in octal', 400, { DockerHost: '0177.0.0.1' }],
    ['metadata', 403, { DockerHost: '169.254.169.254' }],
    ['metadata in hexadecimal', 400, { DockerHost: '0xa9fea9fe' }],
    ['all addresses', 403, { DockerHost: '0.0.0.0' }],
    ['multicast', 403, { DockerHost: '224.0.0.1' }],
    ['a database', 403, { DockerHost: '10.0.0.66', DockerPort: 5_432 }],
    ['SSH', 403, { DockerHost: '10.0.0.66', DockerPort: 22 }],
    ['metadata for its services', 403, { DockerHost: '10.0.0.66', ServiceHost: '169.254.169.254' }],
    ['loopback for its services', 403, { DockerHost: '10.0.0.66', ServiceHost: '127.0.0.1' }],
  ])('refuses one that names %s with %i, and stores nothing', async (_, status, fields) => {
    const [before, calls] = [await world.dump(), world.docker.calls().length];

    expect(await ping(fields)).toMatchObject({
      status,
      body: { description: expect.stringMatching(/Host|Port/) as string },
    });

    expect(await world.dump()).toBe(before);
    expect(world.docker.calls()).toHaveLength(calls);
  });

  it('takes an agent of the same machine, at its socket and on loopback with any port', async () => {
    expect(await ping({ DockerHost: 'unix:///run/docker.sock' }, '127.0.0.1')).toMatchObject({ status: 200 });
    expect(await ping({ DockerHost: '127.0.0.1', DockerPort: 40_000 }, '127.0.0.1')).toMatchObject({ status: 200 });
    expect(await ping({ DockerHost: 'localhost', ServiceHost: '127.0.0.1' }, '127.0.0.1')).toMatchObject({
      status: 200,
    });
  });

  it('is not fooled by a proxy on the same machine, nor by headers (T17)', async () => {
    const forwarded = { 'x-forwarded-for': '10.0.0.66' };
    const forged = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-real-ip': '127.0.0.1' };

    expect(await ping({ DockerHost: '127.0.0.1' }, '127.0.0.1', forwarded)).toMatchObject({ status: 403 });
    expect(await ping({ DockerHost: '127.0.0.1' }, ELSEWHERE, forged)).toMatchObject({ status: 403 });
  });

  it('lets no agent from elsewhere change the host that is on the same machine', async () => {
    await world.ping();
    const before = await world.dump();

    expect(await world.ping({ IsActive: false }, { from: ELSEWHERE })).toMatchObject({ status: 403 });

    expect(await world.dump()).toBe(before);
  });

  describe('with certificates', () => {
    let made: TestCertificates;

    beforeAll(() => {
      made = makeCertificates('IP:10.0.0.66');
    });

    const put = (host: string): Promise<Answer> => {
      const { ca, client } = made;
      const body = { Host: host, ClientCert: client.cert, ClientKey: client.key, CA: ca };
      return world.broker.request('PUT', `/certificate/${host}`, { body, from: ELSEWHERE });
    };

    it.each([
      ['127.0.0.1', 403],
      ['localhost', 403],
      ['169.254.169.254', 403],
      ['2130706433', 400],
      ['10.0.0.66', 200],
    ])('answers those for %s with %i', async (host, status) => {
      expect(await put(host)).toMatchObject({ status });
      expect(await world.get(`/certificate/${host}`)).toMatchObject({ status: status === 200 ? 200 : 404 });
    });
  });

  it('goes by docker.allowLocal, docker.allowedPorts and docker.allowedHostCidrs', async () => {
    const ports = { BROKER_DOCKER_ALLOWEDPORTS: '["4243"]', BROKER_DOCKER_ALLOWEDHOSTCIDRS: '["169.254.7.0/24"]' };
    const other = await World.open({ ping: null, env: { ...ports, BROKER_DOCKER_ALLOWLOCAL: 'always' } });
    try {
      const fields = { DockerHost: '169.254.7.7', ServiceHost: '169.254.7.7' };
      expect(await other.ping({ ...fields, DockerPort: 4_243 }, { from: ELSEWHERE })).toMatchObject({ status: 200 });
      expect(await other.ping({ ...fields, DockerPort: 2_376 }, { from: ELSEWHERE })).toMatchObject({ status: 403 });
      expect(await other.ping({ DockerHost: '127.0.0.1', DockerPort: 1 }, { from: ELSEWHERE })).toMatchObject({
        status: 200,
      });
    } finally {
      await other.stop();
    }
  });
});
