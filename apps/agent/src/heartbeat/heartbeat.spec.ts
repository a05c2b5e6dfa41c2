import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { readPing } from '#agent-protocol';
import { loadConfig } from '#configuration';
import { DockerDriver } from '#docker-driver';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import { AgentModule } from '../agent.module.js';
import { BrokerConnector } from '../broker-connection/broker-connection.port.js';
import { InMemoryBrokerConnector } from '../broker-connection/testing/in-memory-broker-connector.js';
import { AgentConfig } from '../config/agent-config.js';
import { HostProbe } from './host-probe.port.js';

const LOAD = {
  load: 2,
  cpus: 4,
  freeMemoryBytes: 1000,
  totalMemoryBytes: 1000,
  freeDiskBytes: 500,
  totalDiskBytes: 600,
};
class ConstantHostProbe extends HostProbe {
  override look(): Promise<typeof LOAD> {
    return Promise.resolve(LOAD);
  }
}

describe('Heartbeat', () => {
  it('pings every configured broker with what the host is measured to be', async () => {
    const connector = new InMemoryBrokerConnector();
    const text = JSON.stringify({
      serviceagent: { servicehost: 'db1', dockerhost: 'unix:///var/run/docker.sock', perffactor: 'auto' },
      brokerservers: [
        { host: 'b1', port: 1, user: 'u', password: 'p' },
        { host: 'b2', port: 2, user: 'u', password: 'p' },
      ],
    });
    const { config } = loadConfig(AgentConfig, { file: { path: 'agent.config', text }, env: {}, prefix: 'AGENT' });

    const agent = await Test.createTestingModule({
      imports: [AgentModule.forRoot({ config, certificates: undefined })],
    })
      .overrideProvider(BrokerConnector)
      .useValue(connector)
      .overrideProvider(HostProbe)
      .useClass(ConstantHostProbe)
      .overrideProvider(DockerDriver)
      .useValue(new InMemoryDockerDriver())
      .compile();
    await agent.init();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await agent.close();

    expect([...connector.connections.keys()]).toEqual(['b1:1', 'b2:2']);
    for (const { received, isClosed } of connector.connections.values()) {
      expect(isClosed).toBe(true);
      expect(readPing(JSON.parse(received[0]?.body ?? ''))).toMatchObject({
        dockerHost: 'unix:///var/run/docker.sock',
        dockerPort: 0,
        perfFactor: 0.5,
        measured: { cpus: 4, freeMemoryBytes: 1000, freeDiskBytes: 500, loadAverage: 2, runningContainers: 0 },
      });
    }
  });
});
