import { Injectable } from '@nestjs/common';
import type { Ping } from '#agent-protocol';
import { isSocketAddress } from '#agent-protocol';
import { AgentConfig } from '../config/agent-config.js';
import { HostProbe } from './host-probe.port.js';
import { toPerfFactor } from './to-perf-factor.js';

/** Says what brokers are to know of this host now. */
@Injectable()
export class DescribeHost {
  constructor(
    private readonly config: AgentConfig,
    private readonly probe: HostProbe,
  ) {}

  async execute(): Promise<Ping> {
    const { serviceAgent } = this.config;
    const { serviceHost, dockerHost, isActive, keepAliveSeconds } = serviceAgent;
    const { execCommand, execArgs, portbindMin, portbindMax } = serviceAgent;
    const dockerPort = isSocketAddress(dockerHost) ? 0 : serviceAgent.dockerPort;
    const constant = { serviceHost, dockerHost, dockerPort, isActive, keepAliveSeconds, execCommand, execArgs };
    return { ...constant, portbindMin, portbindMax, ...(await this.#measure(serviceAgent.perfFactor)) };
  }

  async #measure(configured: number | 'auto'): Promise<Pick<Ping, 'perfFactor' | 'capacity'>> {
    if (configured !== 'auto') {
      return { perfFactor: configured };
    }
    const load = await this.probe.look();
    const { cpus, freeMemoryBytes, freeDiskBytes } = load;
    return { perfFactor: toPerfFactor(load), capacity: { cpus, freeMemoryBytes, freeDiskBytes } };
  }
}
