import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeCertificates,
  type TestCertificates,
} from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { TlsFiles } from '../../../../test/support/tls-files.js';
import { TlsConfig } from '../config/tls-config.types.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { LiveIdentity } from './live-identity.js';
import { CertificateFaultError } from './tls.errors.js';

describe('LiveIdentity (T5)', () => {
  let [made, other]: TestCertificates[] = [];
  let files: TlsFiles;
  let logger: RecordingLogger;
  let shown: unknown[];
  const server = { setSecureContext: (options: { cert?: unknown }): unknown => shown.push(options) };

  beforeAll(() => {
    [made, other] = [makeCertificates('IP:127.0.0.1'), makeCertificates('IP:127.0.0.1')];
  });
  beforeEach(() => {
    shown = [];
    files = new TlsFiles(made);
    logger = RecordingLogger.install();
  });
  afterEach(() => {
    files.remove();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  const open = (): LiveIdentity => {
    const { certFile, keyFile } = files;
    return new LiveIdentity(Object.assign(new TlsConfig(), { certFile, keyFile }));
  };
  const doubts = (): unknown[] => logger.entries.filter((entry) => JSON.stringify(entry).includes('cannot be used'));

  it('shows what is new, once, with all that was said at first', () => {
    const identity = open();

    identity.look(server);
    files.replace({ server: other?.server ?? { cert: '', key: '' } });
    identity.look(server);
    identity.look(server);

    expect(shown).toHaveLength(1);
    expect(shown).toMatchObject([{ cert: other?.server.cert, minVersion: 'TLSv1.2', honorCipherOrder: true }]);
    expect(doubts()).toEqual([]);
  });

  it('waits for the key that belongs to a new certificate before it says that it has none', () => {
    const identity = open();

    files.write('server.pem', other?.server.cert ?? '');
    identity.look(server);
    files.write('server.key', other?.server.key ?? '');
    identity.look(server);

    expect(shown).toHaveLength(1);
    expect(doubts()).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    [
      'a key of another',
      () => void files.write('server.key', other?.server.key ?? ''),
      'tls.keyFile is not the key of',
    ],
    ['half a certificate', () => void files.write('server.pem', '-----BEGIN'), 'tls.certFile cannot be read'],
    ['nothing', () => void files.write('server.pem', ''), 'tls.certFile cannot be read'],
    [
      'no file',
      () => {
        files.remove();
      },
      'tls.certFile cannot be read (ENOENT).',
    ],
  ])('keeps what it has when there is %s, and tells it once', (_, spoil, reason) => {
    const identity = open();

    spoil();
    identity.look(server);
    identity.look(server);
    identity.look(server);

    expect(shown).toEqual([]);
    expect(doubts()).toMatchObject([{ reason: expect.stringContaining(reason) as string }]);
  });

  it('says each day that its certificate ends soon', () => {
    const identity = open();

    identity.look(server);
    identity.look(server);

    const message = "the broker's certificate ends soon: replace its files";
    expect(logger.entries).toEqual([{ message, daysLeft: 1 }]);
  });

  it('is not opened with files that cannot be used', () => {
    files.write('server.key', other?.server.key ?? '');

    expect(open).toThrow(CertificateFaultError);
  });
});
