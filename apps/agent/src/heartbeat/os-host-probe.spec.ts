import { describe, expect, it } from 'vitest';
import { AgentConfig } from '../config/agent-config.js';
import { OsHostProbe } from './os-host-probe.js';

describe('OsHostProbe', () => {
  it.each([['/'], ['/no/such/path']])('sees the machine it runs on, with containers in %s', async (engineRoot) => {
    const config = new AgentConfig();
    Reflect.set(config.serviceAgent, 'engineRoot', engineRoot);

    const load = await new OsHostProbe(config).look();

    expect(load.load).toBeGreaterThanOrEqual(0);
    expect(load.cpus).toBeGreaterThanOrEqual(1);
    expect(load.freeMemoryBytes).toBeGreaterThan(0);
    expect(load.totalMemoryBytes).toBeGreaterThanOrEqual(load.freeMemoryBytes);
    expect(load.totalDiskBytes).toBeGreaterThanOrEqual(load.freeDiskBytes);
  });
});
