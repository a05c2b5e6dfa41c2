import type Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { ensureNetwork } from './dockerode-networks.js';

interface Stored {
  readonly Id: string;
  readonly Created: string;
  /** How often networks are listed before this one can be seen. */
  hiddenFor: number;
}

/** An engine that makes networks of one name as often as it is asked to, some of them visible only later. */
class ManyNetworks {
  readonly stored: Stored[] = [];
  removed: string[] = [];

  constructor(private readonly hiddenFor: readonly number[] = []) {}

  /** As dockerode's, as far as networks go. */
  get docker(): Docker {
    const { stored } = this;
    const listNetworks = (): Promise<unknown> => Promise.resolve(this.list());
    const createNetwork = (): Promise<{ id: string }> => Promise.resolve(this.add());
    const getNetwork = (id: string): { remove: () => Promise<void> } => ({
      remove: () => {
        this.removed.push(id);
        stored.splice(
          stored.findIndex(({ Id }) => Id === id),
          1,
        );
        return Promise.resolve();
      },
    });
    return { listNetworks, createNetwork, getNetwork } as unknown as Docker;
  }

  add(created = String(this.stored.length + 1)): { id: string } {
    const id = `n${created}`;
    this.stored.push({ Id: id, Created: created, hiddenFor: this.hiddenFor[this.stored.length] ?? 0 });
    return { id };
  }

  private list(): readonly object[] {
    const visible = this.stored.filter((one) => one.hiddenFor-- <= 0);
    const Options = { 'com.docker.network.bridge.enable_icc': 'false' };
    return visible.map(({ Id, Created }) => ({ Id, Created, Name: 'tenants', Driver: 'bridge', Options }));
  }
}

describe('ensureNetwork', () => {
  it('makes one, once', async () => {
    const engine = new ManyNetworks();

    await ensureNetwork(engine.docker, 'tenants');
    await ensureNetwork(engine.docker, 'tenants');

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n1']);
  });

  it('gives way to an older one that it sees only now', async () => {
    const engine = new ManyNetworks([1]);
    engine.add('0');

    await ensureNetwork(engine.docker, 'tenants');

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n0']);
  });

  it('gives way to a younger one that stays, since that one may be in use', async () => {
    const engine = new ManyNetworks([1]);
    engine.add('9');

    await ensureNetwork(engine.docker, 'tenants');

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n9']);
    expect(engine.removed).toEqual(['n2']);
  });

  it('is the one that stays when the younger one goes', async () => {
    const engine = new ManyNetworks([1]);
    engine.add('9');
    const { docker } = engine;
    const ensured = ensureNetwork(docker, 'tenants');
    await new Promise((resolve) => setImmediate(resolve));

    await docker.getNetwork('n9').remove();
    await ensured;

    expect(engine.stored.map(({ Id }) => Id)).toEqual(['n2']);
  });
});
