import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { pathOf } from '../support/world.js';
import type { Program } from '../support/program.js';
import { sendOverTls, type TlsAnswer } from '../support/send-over-tls.js';
import { TestSystem } from '../support/test-system.js';
import { TlsFiles } from '../support/tls-files.js';

describe('broker and agent over TLS, as processes (T5, T6, T7)', () => {
  let made: TestCertificates;
  let files: TlsFiles;
  let system: TestSystem;

  beforeEach(async () => {
    made = makeCertificates('IP:127.0.0.1', 'IP:127.0.0.1');
    files = new TlsFiles(made);
    const mtls = { BROKER_TLS_CLIENTCAFILE: files.write('ca.pem', made.ca), BROKER_TLS_AGENTSNEEDCERTIFICATE: '1' };
    system = await TestSystem.prepare({ brokerEnv: { ...files.env, ...mtls } });
  });
  afterEach(async () => {
    await system.remove();
    files.remove();
  });

  const send = (method: string, path: string, body?: unknown): Promise<TlsAnswer> =>
    sendOverTls({ port: system.brokerPort, ca: made.ca, method, path }, body);

  const launchAgent = (changes = {}): Program => {
    const tls = { ca: files.write('ca.pem', made.ca), cert: files.write('client.pem', made.client.cert) };
    const own = { host: '127.0.0.1', port: system.brokerPort, user: 'admin', password: 'admin' };
    const broker = { ...own, ...tls, key: files.write('client.key', made.client.key), ...changes };
    return system.launchAgent({ env: { AGENT_BROKERSERVERS: JSON.stringify([broker]) } });
  };

  it('serve, also after the certificate was replaced, without a restart', async () => {
    const broker = await system.startBroker();
    const agent = launchAgent();
    await agent.said('broker connected');
    const path = pathOf(system.newInstanceId());
    const order = { service_id: 'redis', plan_id: 'redis_100', organization_guid: 'o', space_guid: 's' };
    expect(await send('PUT', path, order)).toMatchObject({ status: 201 });

    made = makeCertificates('IP:127.0.0.1', 'IP:127.0.0.1');
    files.write('ca.pem', made.ca);
    files.write('client.pem', made.client.cert);
    files.write('client.key', made.client.key);
    files.replace(made);
    broker.kill('SIGHUP');
    await broker.said('certificate replaced');

    expect(await send('DELETE', `${path}?service_id=redis&plan_id=redis_100`)).toMatchObject({ status: 200 });
    await agent.stop();
    await launchAgent().said('broker connected');
    expect(agent.log().filter(({ level }) => level === 'warn')).toEqual([]);
    for (const line of made.client.key.split('\n').slice(1, 2)) expect(broker.output.join('\n')).not.toContain(line);
  });

  it('do not go together without the right CA, without a certificate, or without TLS', async () => {
    await system.startBroker();
    const stranger = files.write('stranger.pem', makeCertificates('IP:127.0.0.1').ca);

    expect(await launchAgent({ ca: stranger }).said('broker lost')).toMatchObject({
      reason: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
    const without = launchAgent({ cert: undefined, key: undefined });
    expect((await without.said('broker refused'))['reason']).toContain('Agents need a client certificate');
    const plain = launchAgent({ ca: undefined, cert: undefined, key: undefined });
    expect((await plain.said('broker refused'))['reason']).toContain('use https');
  });

  it('do not start with files that do not fit, nor without verifying', async () => {
    files.write('server.key', made.client.key);
    const broker = system.launchBroker();
    const [blindBroker, blindAgent] = [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }].flatMap((env) => [
      system.launchBroker(env),
      system.launchAgent({ env }),
    ]);

    for (const program of [broker, blindBroker, blindAgent]) expect((await program?.ended)?.code).toBe(1);
    expect(broker.output.join('\n')).toContain('tls.keyFile is not the key of tls.certFile.');
    for (const program of [blindBroker, blindAgent])
      expect(program?.output.join('\n')).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pass');
  });
});
