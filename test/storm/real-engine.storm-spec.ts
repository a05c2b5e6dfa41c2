import { describe, it } from 'vitest';
import { DATABASE_KINDS } from '../support/cluster/cluster-database.js';
import { EngineClusterHost } from '../support/cluster/engine-cluster-host.js';
import { findFreePorts } from '../support/free-ports.js';
import { expectToWeather } from './expect-to-weather.js';
import { SCALE } from './scale.js';

const PORTS = 200;

describe.each(DATABASE_KINDS)('three brokers on %s and the engine of this machine', (database) => {
  it('lose, leak and double nothing', async () => {
    const ports = await findFreePorts(PORTS);
    const startHost = (prefix: string): Promise<EngineClusterHost> => EngineClusterHost.start({ ports, prefix });
    const atLeast = { lives: 17, bindings: 10, updates: 4 };

    await expectToWeather({ database, figures: SCALE.engine, everyMs: 1_500, mortality: 0.9, atLeast, startHost });
  });
});
