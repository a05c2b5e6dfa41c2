import { X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { connect as openSocket } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { sendRaw } from '../support/raw-http.js';
import { sendOverTls, type TlsAnswer } from '../support/send-over-tls.js';
import { TlsFiles } from '../support/tls-files.js';
import { World } from '../support/world.js';

const CATALOG = { path: '/v2/catalog' };

/** Every message that it logged. */
const messagesOf = ({ entries }: RecordingLogger): unknown[] =>
  entries.map((entry) => (entry as { message?: unknown }).message);

describe('the broker over HTTPS (T5)', () => {
  let made: TestCertificates;
  let files: TlsFiles;
  let world: World;
  let port: number;
  let logger: RecordingLogger;

  beforeAll(async () => {
    made = makeCertificates('IP:127.0.0.1');
    files = new TlsFiles(made);
    logger = new RecordingLogger();
    world = await World.open({ ping: null, env: files.env, logger });
    await world.broker.app.listen(0, '127.0.0.1');
    port = Number(new URL(await world.broker.app.getUrl()).port);
  });
  afterAll(async () => {
    await world.stop();
    files.remove();
  });

  const ask = (options = {}, ca = made.ca): Promise<TlsAnswer> => sendOverTls({ port, ca, ...CATALOG, ...options });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('serves over %s, with ciphers that authenticate', async (version) => {
    const answer = await ask({ minVersion: version, maxVersion: version });

    expect(answer).toMatchObject({ status: 200, protocol: version });
    expect(answer.cipher).toMatch(/GCM|CHACHA20/);
    expect(await ask({ auth: 'admin:wrong' })).toMatchObject({ status: 401 });
  });

  it.each([
    ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }],
    ['a key for all sessions', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }],
  ])('does not speak %s', async (_, options) => {
    await expect(ask(options)).rejects.toMatchObject({
      code: expect.stringMatching(/SSL|EPROTO|ECONNRESET/) as string,
    });
  });

  it('speaks HTTP/1.1 alone', async () => {
    const chosen = await new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ca: made.ca, ALPNProtocols: ['h2', 'http/1.1'] });
      socket.once('error', reject).once('secureConnect', () => {
        resolve(socket.alpnProtocol);
        socket.destroy();
      });
    });

    expect(chosen).toBe('http/1.1');
  });

  it.each(['GET', 'PUT', 'DELETE', 'CONNECT'])(
    'tells who sends %s in clear to use https, and does nothing',
    async (method) => {
      const secret = Buffer.from('admin:admin').toString('base64');
      const head = `${method} /My%20Docker%20Catalog/image/redis HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${secret}\r\n\r\n`;

      const answers = await sendRaw(port, head);

      expect(answers).toMatchObject([{ status: 400, text: '{"description":"This port speaks TLS: use https."}' }]);
      expect(answers[0]?.headers).not.toHaveProperty('location');
      expect(await ask()).toMatchObject({ status: 200 });
      expect(await world.dump()).toContain('redis');
    },
  );

  it.each([
    ['garbage', Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff, 1, 2, 3])],
    ['nothing', Buffer.alloc(0)],
    ['a byte of each', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ])('outlives %s in place of a handshake', async (_, bytes) => {
    const socket = openSocket(port, '127.0.0.1').on('error', () => undefined);
    socket.resume().end(bytes);
    await new Promise((resolve) => socket.once('close', resolve));

    expect(await ask()).toMatchObject({ status: 200 });
  });

  it('shows a new certificate once its files are there, and cuts nobody off', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const other = makeCertificates('IP:127.0.0.1');
    await ask({ agent });

    files.replace(other);
    process.emit('SIGHUP');

    const fresh = await ask({}, other.ca);
    expect(fresh.fingerprint).toBe(new X509Certificate(other.server.cert).fingerprint256);
    expect(await ask({ agent })).toMatchObject({ status: 200, isReused: true });
    expect(messagesOf(logger)).toContain('certificate replaced');
    agent.destroy();

    files.replace(made);
    process.emit('SIGHUP');
    expect(await ask()).toMatchObject({ status: 200, protocol: 'TLSv1.3' });
    await expect(ask({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' })).rejects.toThrow();
  });

  it('keeps the earlier certificate when the new files cannot be used, and says so', async () => {
    const stranger = makeCertificates('IP:127.0.0.1');

    files.write('server.key', stranger.server.key);
    process.emit('SIGHUP');

    expect(await ask()).toMatchObject({ status: 200 });
    expect(logger.entries).toContainEqual(
      expect.objectContaining({
        message: 'the new certificate cannot be used: the earlier one stays',
        reason: 'tls.keyFile is not the key of tls.certFile.',
      }),
    );
    files.replace(made);
  });
});
