import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { BrokerConnector } from '../broker-connection/broker-connection.port.js';
import { AgentConfig } from '../config/agent-config.js';
import { Certificates } from '../enrolment/certificates.js';
import { BeatFile } from './beat-file.js';
import { BrokerLoop } from './broker-loop.js';
import { DescribeHost } from './describe-host.js';

/** Keeps one loop for each configured broker, from the start of the agent to its end. */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(
    private readonly config: AgentConfig,
    private readonly certificates: Certificates,
    private readonly connector: BrokerConnector,
    private readonly describeHost: DescribeHost,
  ) {}

  onApplicationBootstrap(): void {
    const { brokerServers, serviceAgent } = this.config;
    const beatFile = new BeatFile(this.config);
    const common = {
      certificates: this.certificates.upload,
      keepAliveSeconds: serviceAgent.keepAliveSeconds,
      describeHost: () => this.describeHost.execute(),
      noteBeat: () => beatFile.write(),
    };
    this.#loops = brokerServers.map((server) => {
      const connection = this.connector.connect(server);
      return new BrokerLoop({ ...common, connection }).run(this.#stop.signal);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }
}
