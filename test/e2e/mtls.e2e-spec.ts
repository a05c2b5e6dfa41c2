import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORITY, CertificateForge, type Pair } from '../../libs/docker-driver/src/testing/certificate-forge.js';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { sendOverTls, type TlsAnswer } from '../support/send-over-tls.js';
import { TlsFiles } from '../support/tls-files.js';
import { World } from '../support/world.js';

const HOST = '10.0.0.66';
const NAMES: Readonly<Record<string, string>> = {
  host: `IP:${HOST}`,
  named: 'DNS:docker1.invalid',
  other: 'IP:10.0.0.67',
  wildcard: 'DNS:*.invalid',
};

/** Agents' certificates by those who carry them, and their CA. */
function makeAgents(): { readonly ca: string; readonly agents: Readonly<Record<string, Pair>> } {
  const forge = new CertificateForge();
  const { cert: ca } = forge.make('ca', { extensions: [AUTHORITY] });
  forge.make('stranger', { extensions: [AUTHORITY] });
  const named = Object.entries(NAMES).map(([name, san]) => {
    return [name, forge.make(name, { by: 'ca', extensions: [`subjectAltName=${san}`] })] as const;
  });
  const forged = forge.make('forged', { by: 'stranger', extensions: [`subjectAltName=IP:${HOST}`] });
  const bare = forge.make(HOST, { by: 'ca' });
  forge.close();
  return { ca, agents: { ...Object.fromEntries(named), forged, bare } };
}

describe('agents that need a certificate (T7)', () => {
  const { ca, agents } = makeAgents();
  let made: TestCertificates;
  let files: TlsFiles;
  let world: World;
  let port: number;

  beforeAll(async () => {
    made = makeCertificates('IP:127.0.0.1');
    files = new TlsFiles(made);
    const mtls = { BROKER_TLS_CLIENTCAFILE: files.write('agents.pem', ca), BROKER_TLS_AGENTSNEEDCERTIFICATE: '1' };
    world = await World.open({ ping: null, env: { ...files.env, ...mtls } });
    await world.broker.app.listen(0, '127.0.0.1');
    port = Number(new URL(await world.broker.app.getUrl()).port);
  });
  afterAll(async () => {
    await world.stop();
    files.remove();
  });

  const send = (name: string, method: string, path: string, body?: unknown): Promise<TlsAnswer> =>
    sendOverTls({ port, ca: made.ca, ...agents[name], method, path }, body);
  const ping = (name: string, dockerHost = HOST): Promise<TlsAnswer> =>
    send(name, 'POST', '/ping', { DockerHost: dockerHost, DockerPort: 2376, KeepAlive: 60, ServiceHost: HOST });
  const upload = (name: string): Promise<TlsAnswer> => {
    const body = { Host: HOST, ClientCert: made.client.cert, ClientKey: made.client.key, CA: made.ca };
    return send(name, 'PUT', `/certificate/${HOST}`, body);
  };

  it.each([
    ['nobody', 'Agents need a client certificate'],
    ['forged', 'Agents need a client certificate'],
    ['other', 'does not name this host'],
    ['wildcard', 'does not name this host'],
    ['bare', 'does not name this host'],
  ])('refuses a ping and certificates with the certificate of %s, and stores nothing', async (name, sentence) => {
    const before = await world.dump();

    for (const answer of [await ping(name), await upload(name)])
      expect(answer).toMatchObject({ status: 403, body: { description: expect.stringContaining(sentence) as string } });

    expect(await world.dump()).toBe(before);
  });

  it('asks for the password first', async () => {
    const options = { port, ca: made.ca, ...agents['host'], auth: 'admin:wrong', method: 'POST', path: '/ping' };

    expect(await sendOverTls(options, {})).toMatchObject({ status: 401 });
  });

  it("takes a ping and certificates with the host's own", async () => {
    expect(await ping('host')).toMatchObject({ status: 200 });
    expect(await upload('host')).toMatchObject({ status: 200 });
    expect(await ping('named', 'docker1.invalid')).toMatchObject({ status: 200 });
    expect(await ping('wildcard', 'docker1.invalid')).toMatchObject({ status: 403 });
  });

  it('goes by the address of the services where Docker is behind a socket', async () => {
    expect(await ping('host', 'unix:///run/docker.sock')).toMatchObject({ status: 200 });
    expect(await ping('other', 'unix:///run/docker.sock')).toMatchObject({ status: 403 });
  });

  it('leaves it to the endpoint to refuse a body that says no host', async () => {
    expect(await send('host', 'POST', '/ping', { KeepAlive: 60 })).toMatchObject({ status: 400 });
  });

  it.each(['nobody', 'forged', 'host'])('wants none of others: the platform with that of %s', async (name) => {
    expect(await send(name, 'GET', '/v2/catalog')).toMatchObject({ status: 200 });
    expect(await send(name, 'GET', '/certificates')).toMatchObject({ status: 200 });
  });
});
