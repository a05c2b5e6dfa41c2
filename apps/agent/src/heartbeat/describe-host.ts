import { Injectable } from '@nestjs/common';
import type { HostMeasures, Ping } from '#agent-protocol';
import { isSocketAddress } from '#agent-protocol';
import { AgentConfig } from '../config/agent-config.js';
import { readVersion } from '../read-version.js';
import { CountContainers } from './count-containers.js';
import type { HostLoad } from './host-probe.port.js';
import { HostProbe } from './host-probe.port.js';
import { toPerfFactor } from './to-perf-factor.js';

/** Says what brokers are to know of this host now. */
@Injectable()
export class DescribeHost {
  readonly #agentVersion = readVersion();

  constructor(
    private readonly config: AgentConfig,
    private readonly probe: HostProbe,
    private readonly countContainers: CountContainers,
  ) {}

  async execute(): Promise<Ping> {
    const { perfFactor } = this.config.serviceAgent;
    const load = await this.probe.look();
    return {
      ...this.#sayConstants(),
      perfFactor: perfFactor === 'auto' ? toPerfFactor(load) : perfFactor,
      measured: toMeasures(load, await this.countContainers.execute()),
    };
  }

  #sayConstants(): Omit<Ping, 'perfFactor'> {
    const { serviceAgent } = this.config;
    const { serviceHost, dockerHost, isActive, keepAliveSeconds, labels } = serviceAgent;
    const { execCommand, execArgs, portbindMin, portbindMax } = serviceAgent;
    const dockerPort = isSocketAddress(dockerHost) ? 0 : serviceAgent.dockerPort;
    return {
      ...{ serviceHost, dockerHost, dockerPort, isActive, keepAliveSeconds, execCommand, execArgs },
      ...{ portbindMin, portbindMax, labels },
      ...(this.#agentVersion === undefined ? {} : { agentVersion: this.#agentVersion }),
    };
  }
}

function toMeasures({ load, ...sizes }: HostLoad, runningContainers: number | undefined): HostMeasures {
  return { ...sizes, loadAverage: load, ...(runningContainers === undefined ? {} : { runningContainers }) };
}
