import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { openStores, type Stores } from '../../../../libs/persistence/src/testing/open-stores.js';
import { aHost } from '../../../../libs/persistence/src/testing/builders.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { WatchCertificatesJob } from './watch-certificates.job.js';

describe('WatchCertificatesJob', () => {
  let stores: Stores;
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    logger.entries.length = 0;
    stores = await openStores();
    await stores.hosts.recordPing(aHost({ dockerHost: '192.0.2.7', dockerPort: 2376 }));
  });
  afterEach(() => stores.database.close());

  const put = (cert: string): Promise<void> =>
    stores.certificates.put({ dockerHost: '192.0.2.7', ca: 'ca', cert, key: 'key' });

  it('tells once a day of a certificate with few days left, whichever broker looks', async () => {
    await put(makeCertificates('IP:192.0.2.7').client.cert);

    for (const job of [1, 2].map(() => new WatchCertificatesJob(stores.hostAdmin))) await job.watch();

    expect(logger.entries).toMatchObject([
      { message: 'certificate of a host runs out: renew it', hostId: '192.0.2.7:2376', subject: 'CN=test client' },
    ]);
  });

  it('says nothing of hosts without a certificate, nor of one that cannot be read', async () => {
    const job = new WatchCertificatesJob(stores.hostAdmin);
    await job.watch();
    await put('no certificate');
    await job.watch();

    expect(logger.entries).toEqual([]);
  });

  it('comes again when the database is away', async () => {
    await stores.database.close();

    await new WatchCertificatesJob(stores.hostAdmin).watch();

    expect(logger.text()).toContain('certificates of hosts could not be looked up');
    stores = await openStores();
  });
});
