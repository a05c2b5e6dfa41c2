import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStores, type Stores } from '../../../../libs/persistence/src/testing/open-stores.js';
import { HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { UsableHosts } from './usable-hosts.js';

class EmptyDirectory extends HostDirectory {
  override locate(hostId: string): Promise<never> {
    return Promise.reject(new HostUnknownError(hostId));
  }
}

describe('UsableHosts', () => {
  let stores: Stores;
  beforeEach(async () => {
    stores = await openStores();
  });
  afterEach(() => stores.database.close());

  it('takes nothing to a host that was removed since it was read', async () => {
    const hosts = new UsableHosts(stores.hosts, new EmptyDirectory());

    expect(await hosts.look('192.0.2.7:2376')).toBeUndefined();
  });
});
