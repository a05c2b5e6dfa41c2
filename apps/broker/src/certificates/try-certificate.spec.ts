import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineBusyError, HostUnreachableError, HostUntrustedError } from '#docker-driver';
import { type Fault, InMemoryDockerDriver } from '#docker-driver/testing';
import { aHost, openStores, type Stores } from '#persistence/testing';
import { Gate } from '../operations/testing/gate.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { UnprocessableError } from '../osb/osb.errors.js';
import { TryCertificate } from './try-certificate.js';

const CERTIFICATE = { ca: 'CA', cert: 'CERT', key: 'KEY' };

describe('TryCertificate', () => {
  let logger: RecordingLogger;
  let stores: Stores;
  let docker: InMemoryDockerDriver;

  beforeAll(async () => {
    logger = RecordingLogger.install();
    stores = await openStores();
    await stores.hosts.recordPing(aHost({ dockerHost: '10.0.0.9', dockerPort: 2376 }));
  });
  afterAll(async () => {
    RecordingLogger.restore();
    await stores.database.close();
  });
  beforeEach(() => {
    logger.entries.length = 0;
    docker = new InMemoryDockerDriver();
  });

  const attempt = (dockerHost = '10.0.0.9', fault: Fault = {}): Promise<void> => {
    docker.inject('describeEngine', fault);
    return new TryCertificate(stores.hosts, docker).execute(dockerHost, CERTIFICATE);
  };

  it('is content with a host that answers (row 67)', async () => {
    await attempt();

    expect(docker.calls()).toEqual(['describeEngine']);
    expect(logger.entries).toEqual([]);
  });

  it('asks nobody about a host that no agent has told of', async () => {
    await attempt('10.0.0.10');

    expect(docker.calls()).toEqual([]);
  });

  it('refuses what fails in TLS, and says what failed (row 67)', async () => {
    const failed = attempt('10.0.0.9', { before: new HostUntrustedError('self-signed certificate') });

    await expect(failed).rejects.toThrow(UnprocessableError);
    await expect(failed).rejects.toThrow(/stay in force.* self-signed certificate/);
  });

  it.each([new HostUnreachableError('ECONNREFUSED'), new EngineBusyError('later')])(
    'takes them with a warning when there is no answer: %s (row 67)',
    async (before) => {
      await attempt('10.0.0.9', { before });

      expect(logger.entries).toMatchObject([{ dockerHost: '10.0.0.9', reason: before.message }]);
    },
  );

  it('waits for no host that hangs: its agent waits for us (row 67)', async () => {
    const gate = new Gate();

    await attempt('10.0.0.9', { until: gate.opened });
    gate.open();

    expect(logger.text()).toContain('no answer within');
  });

  it('passes a bug on', async () => {
    await expect(attempt('10.0.0.9', { before: new TypeError('bug') })).rejects.toThrow(TypeError);
  });
});
