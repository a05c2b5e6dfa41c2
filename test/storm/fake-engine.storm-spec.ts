import { describe, it } from 'vitest';
import { DATABASE_KINDS } from '../support/cluster/cluster-database.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { expectToWeather } from './expect-to-weather.js';
import { SCALE } from './scale.js';

describe.each(DATABASE_KINDS)('three brokers on %s and a Docker host that fails', (database) => {
  it('lose, leak and double nothing', async () => {
    const { seed } = SCALE.fake;
    const startHost = (): Promise<FakeClusterHost> =>
      FakeClusterHost.start({ seed, hasStrangers: true, probability: 0.03, scriptMs: [20, 600] });
    const atLeast = { lives: 42, bindings: 28, updates: 21 };

    await expectToWeather({ database, figures: SCALE.fake, everyMs: 800, mortality: 0.7, atLeast, startHost });
  });
});
