import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostUntrustedError } from '#docker-driver';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import type { Answer } from '../support/test-broker.js';
import { World } from '../support/world.js';

const HOST = '10.0.0.9';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const masked = (text: string): string => base64(String(Buffer.byteLength(text)));

describe('certificates', () => {
  let world: World;
  let made: TestCertificates;
  let other: TestCertificates;
  let upload: Record<string, unknown>;

  beforeAll(async () => {
    made = makeCertificates('IP:10.0.0.9');
    other = makeCertificates('IP:10.0.0.9');
    const { ca, client } = made;
    upload = { Host: HOST, ClientCert: base64(client.cert), ClientKey: base64(client.key), CA: base64(ca) };
    world = await World.open({ ping: null });
  });

  afterAll(() => world.stop());

  const put = (body: unknown, host = HOST): Promise<Answer> =>
    world.broker.request('PUT', `/certificate/${host}`, { body });
  const remove = (): Promise<Answer> => world.broker.request('DELETE', `/certificate/${HOST}`);

  beforeEach(remove);

  it("takes the original agent's upload, and gives back lengths alone (original §2.1)", async () => {
    const { status, body } = await put(upload);

    expect({ status, body }).toEqual({ status: 200, body: {} });
    const { ca, client } = made;
    const shown = [{ Host: HOST, ClientCert: masked(client.cert), ClientKey: masked(client.key), CA: masked(ca) }];
    expect(await world.get(`/certificate/${HOST}`)).toMatchObject({ status: 200, body: shown });
    expect(await world.get('/certificates')).toMatchObject({ status: 200, body: shown });
    expect(await world.get(`/certificates?name=${HOST}`)).toMatchObject({ status: 200, body: shown });
  });

  it('takes plain PEM as the README of the original shows it, keys in any letter case', async () => {
    const { ca, client } = made;

    expect(await put({ host: HOST, clientcert: client.cert, CLIENTKEY: client.key, ca })).toMatchObject({
      status: 200,
    });
  });

  it('replaces what is there: an agent that starts again with new ones (original §3.1)', async () => {
    await put(upload);
    const { ca, client } = other;

    const again = { ...upload, ClientCert: base64(client.cert), ClientKey: base64(client.key), CA: base64(ca) };

    expect(await put(again)).toMatchObject({ status: 200 });
    expect(await put(again)).toMatchObject({ status: 200 });
  });

  it('lists nothing under a name that is unknown (original §3.1)', async () => {
    await put(upload);

    expect((await world.get('/certificates?name=10.0.0.1')).body).toEqual([]);
    expect(await world.get('/certificate/10.0.0.1')).toMatchObject({ status: 404 });
  });

  it('removes, and knows nothing afterwards', async () => {
    await put(upload);

    expect(await remove()).toMatchObject({ status: 200, body: null });
    expect(await remove()).toMatchObject({ status: 404 });
    expect((await world.get('/certificates')).body).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['no JSON', () => '{'],
    ['nothing', () => ''],
    ['the host alone (original §3.2: the process ends)', () => ({ Host: HOST })],
    ['no key', () => ({ ...upload, ClientKey: null })],
    ['no CA', () => ({ ...upload, CA: null })],
    ['no certificate', () => ({ ...upload, ClientCert: '' })],
    ["another host's path", () => ({ ...upload, Host: '10.0.0.8' })],
    ['a host that is none', () => ({ ...upload, Host: "x' or '1'='1" })],
    ['a key of another certificate', () => ({ ...upload, ClientKey: base64(other.client.key) })],
    [
      'a certificate that cannot be read',
      () => ({ ...upload, ClientCert: base64('-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----') }),
    ],
    [
      'a key that cannot be read',
      () => ({ ...upload, ClientKey: base64('-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----') }),
    ],
    ['bad base64', () => ({ ...upload, CA: '%%%' })],
  ])('answers 400 to %s, and stores nothing (original §3.1)', async (_, body) => {
    const before = await world.dump();

    const answer = await put(body());

    expect(answer).toMatchObject({ status: 400, body: { description: expect.stringMatching(/\S/) as string } });
    expect(JSON.stringify(answer.body)).not.toContain('BEGIN');
    expect(await world.dump()).toBe(before);
  });

  it('answers 422 when the host does not take them, and keeps those in force (row 67)', async () => {
    await put(upload);
    await world.ping({ DockerHost: HOST, DockerPort: 2376 });
    world.docker.inject('describeEngine', { before: new HostUntrustedError('unknown CA') });
    const { ca, client } = other;

    const answer = await put({ host: HOST, clientcert: client.cert, clientkey: client.key, ca });

    expect(answer).toMatchObject({
      status: 422,
      body: { description: expect.stringContaining('unknown CA') as string },
    });
    expect(await world.get(`/certificate/${HOST}`)).toMatchObject({
      body: [{ ClientCert: masked(made.client.cert), CA: masked(made.ca) }],
    });
    expect(JSON.stringify(await world.dump())).toContain(JSON.stringify(made.ca.split('\n')[1]).slice(1, -1));
  });

  it('takes the same ones again without asking the host (row 67)', async () => {
    await put(upload);
    await world.ping({ DockerHost: HOST, DockerPort: 2376 });
    const before = world.docker.calls().length;

    expect(await put(upload)).toMatchObject({ status: 200 });

    expect(world.docker.calls()).toHaveLength(before);
  });

  it('stores no private key in clear', async () => {
    await put(upload);
    const [, line = 'none'] = made.client.key.split('\n');

    expect(await world.dump()).not.toContain(line);
  });
});
