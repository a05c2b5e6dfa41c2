import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aHost, openStores, type Stores } from '#persistence/testing';
import { BrokerConfig } from '../config/broker-config.types.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { WatchHostsJob } from './watch-hosts.job.js';

describe('WatchHostsJob', () => {
  const host = aHost({ dockerHost: '10.0.0.9', dockerPort: 2376, portMin: 20_000, portMax: 20_099 });
  let logger: RecordingLogger;
  let stores: Stores;
  let job: WatchHostsJob;

  beforeAll(async () => {
    logger = RecordingLogger.install();
    stores = await openStores();
  });
  afterAll(async () => {
    RecordingLogger.restore();
    await stores.database.close();
  });
  beforeEach(async () => {
    await stores.hosts.recordPing(host);
    job = new WatchHostsJob(stores.hosts, new BrokerConfig());
    await job.watch();
    logger.entries.length = 0;
  });

  const silence = (): Promise<unknown> =>
    stores.database.write('test', (manager) => manager.query('UPDATE docker_host SET last_ping = 0'));

  it('has nothing to say while nothing changes', async () => {
    await job.watch();

    expect(logger.entries).toEqual([]);
  });

  it('tells once of a host that falls silent, and of its return (row 63)', async () => {
    await silence();
    await job.watch();
    await job.watch();
    await stores.hosts.recordPing(host);
    await job.watch();

    expect(logger.entries).toMatchObject([
      { message: expect.stringContaining('host is silent') as string, hostId: '10.0.0.9:2376' },
      { message: 'host is back' },
    ]);
  });

  it('tells of hosts that were silent before this broker came, not of those that live', async () => {
    await silence();
    await new WatchHostsJob(stores.hosts, new BrokerConfig()).watch();

    expect(logger.entries).toHaveLength(1);
  });

  it('tells once of a range that has changed (row 66)', async () => {
    await stores.hosts.recordPing({ ...host, portMin: 20_050 });
    await job.watch();
    await job.watch();

    expect(logger.entries).toMatchObject([{ before: '20000-20099', now: '20050-20099' }]);
  });

  it('tells once of a host that is short of disk, and when it is no more (row 26)', async () => {
    const measure = (freeDiskBytes?: number): Promise<boolean> =>
      stores.hosts.recordPing({ ...host, measured: { freeDiskBytes } });
    for (const free of [2 ** 30, 2 ** 30 - 1, 0, undefined, 2 ** 30]) {
      await measure(free);
      await job.watch();
    }

    expect(logger.entries).toMatchObject([
      { message: 'host is short of disk: no new instances there', freeDiskBytes: 2 ** 30 - 1 },
      { message: 'host has disk again' },
    ]);
  });

  it('comes again when the database is away', async () => {
    await stores.database.close();
    await job.watch();
    stores = await openStores();

    expect(logger.text()).toContain('hosts could not be looked up');
  });
});
