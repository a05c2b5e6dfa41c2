import type Docker from 'dockerode';
import { describe, expect, it } from 'vitest';

import { EngineBusyError, EngineRefusedError } from './docker-driver.errors.js';
import { ensureNetwork } from './dockerode-networks.js';
import { EngineStatusError } from './engine-status.error.js';

interface Stored {
  readonly Id: string;
  readonly Created: string;
  readonly Options: Readonly<Record<string, string>>;
  /** How often networks are listed before this one can be seen. */
  hiddenFor: number;
}

/** An engine that makes networks of one name as often as it is asked to, some of them visible only later. */
class ManyNetworks {
  readonly stored: Stored[] = [];

  constructor(
    private readonly hiddenFor: readonly number[] = [],
    private readonly inUse: readonly string[] = [],
  ) {}

  /** As dockerode's, as far as networks go. */
  get docker(): Docker {
    const listNetworks = (): Promise<unknown> => Promise.resolve(this.list());
    const createNetwork = (): Promise<{ id: string }> => Promise.resolve(this.add());
    const getNetwork = (id: string): { remove: () => Promise<void> } => ({ remove: () => this.remove(id) });
    return { listNetworks, createNetwork, getNetwork } as unknown as Docker;
  }

  add(created = String(this.stored.length + 1), icc = 'false'): { id: string } {
    const id = `n${created}`;
    const Options = { 'com.docker.network.bridge.enable_icc': icc };
    this.stored.push({ Id: id, Created: created, Options, hiddenFor: this.hiddenFor[this.stored.length] ?? 0 });
    return { id };
  }

  private list(): readonly object[] {
    const visible = this.stored.filter((one) => one.hiddenFor-- <= 0);
    return visible.map(({ Id, Created, Options }) => ({ Id, Created, Name: 'tenants', Driver: 'bridge', Options }));
  }

  private remove(id: string): Promise<void> {
    const index = this.stored.findIndex(({ Id }) => Id === id);
    if (index === -1) return Promise.reject(new EngineStatusError(404, `network ${id} not found`));
    if (this.inUse.includes(id)) return Promise.reject(new EngineStatusError(403, `${id} has active endpoints`));
    this.stored.splice(index, 1);
    return Promise.resolve();
  }
}

describe('ensureNetwork', () => {
  it('makes one, once', async () => {
    const engine = new ManyNetworks();

    await ensureNetwork(engine.docker, 'tenants', 1);
    await ensureNetwork(engine.docker, 'tenants', 1);

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n1']);
  });

  it('gives way to an older one that it sees only now', async () => {
    const engine = new ManyNetworks([1]);
    engine.add('0');

    await ensureNetwork(engine.docker, 'tenants', 1);

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n0']);
  });

  it('lets a younger one stay that is in use', async () => {
    const engine = new ManyNetworks([1], ['n9']);
    engine.add('9');

    await ensureNetwork(engine.docker, 'tenants', 1);

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n9']);
  });

  it('stays when whoever made the younger one takes it away', async () => {
    const engine = new ManyNetworks([1]);
    engine.add('9');
    const { docker } = engine;
    const ensured = ensureNetwork(docker, 'tenants');
    await new Promise((resolve) => setImmediate(resolve));

    await docker.getNetwork('n9').remove();
    await ensured;

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n2']);
  });

  it('leaves one of those whose makers died', async () => {
    const engine = new ManyNetworks();
    for (const created of ['1', '2', '3']) engine.add(created);

    await ensureNetwork(engine.docker, 'tenants', 1);

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n1']);
  });

  it('is done when others take away what it would', async () => {
    const engine = new ManyNetworks();
    for (const created of ['1', '2']) engine.add(created);

    await Promise.all([1, 2, 3].map(() => ensureNetwork(engine.docker, 'tenants', 1)));

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n1']);
  });

  it('removes none while one of them lets containers talk to each other', async () => {
    const engine = new ManyNetworks();
    engine.add('1');
    engine.add('2', 'true');

    await expect(ensureNetwork(engine.docker, 'tenants', 1)).rejects.toThrow(EngineRefusedError);

    expect(engine.stored).toHaveLength(2);
  });

  it('says that it is to be repeated while all of them are in use', async () => {
    const engine = new ManyNetworks([], ['n1', 'n2']);
    for (const created of ['1', '2']) engine.add(created);

    await expect(ensureNetwork(engine.docker, 'tenants', 1)).rejects.toThrow(EngineBusyError);

    expect(engine.stored).toHaveLength(2);
  });
});
