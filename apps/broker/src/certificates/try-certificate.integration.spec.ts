import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DockerodeDockerDriver } from '#docker-driver';
import { aHost, openStores, type Stores } from '#persistence/testing';
import {
  makeCertificates,
  type TestCertificates,
} from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { openRelay, type Relay } from '../../../../libs/docker-driver/src/testing/open-relay.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { TryCertificate } from './try-certificate.js';

const SOCKET_PATH = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';

describe('TryCertificate on a real engine over TLS', () => {
  const docker = new DockerodeDockerDriver();
  const certificates = makeCertificates('IP:127.0.0.1');
  const others = makeCertificates('IP:127.0.0.1');
  let logger: RecordingLogger;
  let stores: Stores;
  let relay: Relay | undefined;

  beforeAll(async () => {
    logger = RecordingLogger.install();
    stores = await openStores();
  });
  afterAll(async () => {
    RecordingLogger.restore();
    docker.close();
    await stores.database.close();
  });
  afterEach(async () => {
    logger.entries.length = 0;
    await relay?.close();
    relay = undefined;
  });

  const attempt = ({ ca, client }: Pick<TestCertificates, 'ca' | 'client'>): Promise<void> =>
    new TryCertificate(stores.hosts, docker).execute('127.0.0.1', { ca, ...client });
  const listen = async (server?: TestCertificates): Promise<number> => {
    relay = await openRelay(SOCKET_PATH, server);
    await stores.hosts.recordPing(aHost({ dockerHost: '127.0.0.1', dockerPort: relay.port }));
    return relay.port;
  };

  it('takes those that fit, and refuses the CA of another (row 67)', async () => {
    await listen(certificates);

    await attempt(certificates);
    await expect(attempt({ ...certificates, ca: others.ca })).rejects.toThrow('The host cannot be reached');
    await attempt(certificates);

    expect(logger.entries).toMatchObject([{ message: 'certificates refused: TLS failed' }]);
  });

  it('takes two CAs in one text, so that a host can change from one to the other', async () => {
    const both = { ...certificates, ca: `${others.ca}\n${certificates.ca}` };
    await listen(certificates);

    await attempt(both);
    await relay?.close();
    await listen(others);
    await attempt({ ...others, ca: both.ca });

    expect(logger.entries).toEqual([]);
  });

  it('refuses all for a host that speaks plainly (row 67)', async () => {
    await listen();

    await expect(attempt(certificates)).rejects.toThrow('The host cannot be reached');
  });

  it('takes them untried while nobody listens (row 67)', async () => {
    await listen(certificates);
    await relay?.close();
    relay = undefined;

    await attempt(certificates);

    expect(logger.entries).toMatchObject([{ message: 'certificates taken untried: the host does not answer' }]);
  });
});
