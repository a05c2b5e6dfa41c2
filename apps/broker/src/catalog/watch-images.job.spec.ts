import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostUnreachableError } from '#docker-driver';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import { aHost, openStores, type Stores } from '#persistence/testing';
import { StoredHostDirectory } from '../agents-registry/stored-host-directory.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { StoredCatalog } from './stored-catalog.js';
import { aDefinition } from './testing/a-definition.js';
import { toServicePlan } from './to-service-plan.js';
import { WatchImagesJob } from './watch-images.job.js';

const IDENTITY = { name: 'c', userName: 'u', passwordHash: 'h' };
const VERSION = 'org.opencontainers.image.version';

describe('WatchImagesJob', () => {
  let stores: Stores;
  let docker: InMemoryDockerDriver;
  let job: WatchImagesJob;
  let catalog: StoredCatalog;

  beforeEach(async () => {
    stores = await openStores();
    docker = new InMemoryDockerDriver();
    const { services, hosts, certificates } = stores;
    const plans = [aDefinition({ name: 'redis' }), aDefinition({ name: 'named', maintenance: { version: '9.0.0' } })];
    await services.seed({ ...IDENTITY, plans: plans.map(toServicePlan) });
    job = new WatchImagesJob(services, hosts, new StoredHostDirectory(hosts, certificates, new BrokerConfig()), docker);
    catalog = new StoredCatalog(services);
  });

  afterEach(() => stores.database.close());

  const addHost = async (socketPath: string, version?: string): Promise<void> => {
    await stores.hosts.recordPing(aHost({ dockerHost: `unix://${socketPath}`, dockerPort: 0 }));
    const labels = version === undefined ? undefined : { [VERSION]: version };
    if (labels !== undefined) docker.addImage({ kind: 'unix', socketPath }, 'redis', { labels });
  };

  it('says the version of an image once a host has it (CAT-26)', async () => {
    await addHost('/without');
    await job.look();
    expect(await catalog.findVersion('redis', 'redis_100')).toBeUndefined();

    await addHost('/with', '7.2.0+build');
    await job.look();

    expect(await catalog.findVersion('redis', 'redis_100')).toBe('7.2.0+build');
    expect((await catalog.document()).body.toString()).toContain('"maintenance_info":{"version":"7.2.0+build"');
  });

  it('keeps it until the plan is put again, whatever hosts have by then (PROV-12)', async () => {
    await addHost('/host', '7.2.0+build');
    await job.look();
    docker.addImage({ kind: 'unix', socketPath: '/host' }, 'redis', { labels: { [VERSION]: '8.0.0+build' } });
    await job.look();
    expect(await catalog.findVersion('redis', 'redis_100')).toBe('7.2.0+build');

    await stores.services.put(toServicePlan(aDefinition({ name: 'redis' })));
    expect(await catalog.findVersion('redis', 'redis_100')).toBeUndefined();
    await job.look();

    expect(await catalog.findVersion('redis', 'redis_100')).toBe('8.0.0+build');
  });

  it('says what the plan itself calls its version, and asks nobody', async () => {
    expect(await catalog.findVersion('named', 'named_100')).toBe('9.0.0');
  });

  it('asks the next host when one does not answer', async () => {
    await addHost('/away', '1.0.0+build');
    await addHost('/there', '1.0.0+build');
    docker.inject('findImage', { before: new HostUnreachableError('away') });

    await job.look();

    expect(await catalog.findVersion('redis', 'redis_100')).toBe('1.0.0+build');
  });
});
