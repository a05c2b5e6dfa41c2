import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeastLoadedDispatcher } from '#dispatch';
import { toHostId } from '#persistence';
import { aHost, anInstance, openStores, type Stores } from '#persistence/testing';
import { HostNotAllowedError } from '../agents-registry/agents-registry.errors.js';
import { aDefinition } from '../catalog/testing/a-definition.js';
import type { BrokerConfig } from '../config/broker-config.types.js';
import { BadRequestError, UnavailableError } from '../osb/osb.errors.js';
import type { ForeignHosts } from './foreign-hosts.js';
import { LivingHostChooser } from './living-host-chooser.js';
import { UsableHosts } from './usable-hosts.js';

const CONFIG = { docker: { memory: '512m' } } as unknown as BrokerConfig;
const ENDPOINT = { kind: 'unix', socketPath: '/run/docker.sock' } as const;
const WANTED = { definition: aDefinition(), organizationGuid: 'org' };
const NONE = new Set<string>();

describe('LivingHostChooser', () => {
  let stores: Stores;
  let chooser: LivingHostChooser;
  let forbidden: Set<string>;

  beforeEach(async () => {
    stores = await openStores();
    forbidden = new Set();
    const locate = async (hostId: string): Promise<never> => {
      if (forbidden.has(hostId)) throw new HostNotAllowedError(`not allowed: ${hostId}`);
      return { host: await stores.hosts.find(hostId), endpoint: ENDPOINT } as never;
    };
    const hosts = new UsableHosts(stores.hosts, { locate });
    chooser = new LivingHostChooser(hosts, {} as ForeignHosts, new LeastLoadedDispatcher(), CONFIG);
  });
  afterEach(() => stores.database.close());

  const newHost = async (changes: Parameters<typeof aHost>[0] = {}): Promise<ReturnType<typeof aHost>> => {
    const host = aHost(changes);
    await stores.hosts.recordPing(host);
    return host;
  };
  const choose = (full: ReadonlySet<string> = NONE): Promise<string> => chooser.choose(WANTED, full);

  it('leaves a host that stopped serving a moment ago', async () => {
    const [one, other] = [await newHost(), await newHost()];
    await choose();

    await stores.hosts.recordPing({ ...one, isActive: false });

    expect([await choose(), await choose(), await choose()]).toEqual(Array.from({ length: 3 }, () => toHostId(other)));
  });

  it('finds a host that is new where those of a moment ago have no room any more', async () => {
    const one = await newHost({ portMax: 20_000 });
    await choose();
    await stores.instances.openProvision(anInstance(toHostId(one)));
    const other = await newHost();

    expect(await choose()).toBe(toHostId(other));
  });

  it('spreads orders that come at once, before any of them is stored', async () => {
    for (let count = 0; count < 2; count += 1) await newHost();

    const chosen: string[] = [];
    for (let order = 0; order < 6; order += 1) chosen.push(await choose());

    const counts = [...new Set(chosen)].map((hostId) => chosen.filter((one) => one === hostId).length);
    expect(counts).toEqual([3, 3]);
  });

  it('says that there is nobody, that those that are there are full, and that the rest must not be spoken to', async () => {
    await expect(choose()).rejects.toThrow(UnavailableError);

    const hostId = toHostId(await newHost());
    await expect(choose(new Set([hostId]))).rejects.toThrow(BadRequestError);

    forbidden.add(hostId);
    await expect(choose()).rejects.toThrow(UnavailableError);
  });
});
