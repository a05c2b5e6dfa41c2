import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DockerDriver, DockerodeDockerDriver } from '#docker-driver';
import { BrokerConnector } from './broker-connection/broker-connection.port.js';
import { HttpBrokerConnector } from './broker-connection/http-broker-connector.js';
import { AgentConfig } from './config/agent-config.js';
import type { AgentSettings } from './config/load-agent-config.js';
import { Certificates } from './enrolment/certificates.js';
import { CountContainers } from './heartbeat/count-containers.js';
import { DescribeHost } from './heartbeat/describe-host.js';
import { Heartbeat } from './heartbeat/heartbeat.js';
import { HostProbe } from './heartbeat/host-probe.port.js';
import { OsHostProbe } from './heartbeat/os-host-probe.js';

@Module({})
export class AgentModule {
  static forRoot({ config, certificates }: Pick<AgentSettings, 'config' | 'certificates'>): DynamicModule {
    return {
      module: AgentModule,
      providers: [
        { provide: AgentConfig, useValue: config },
        { provide: Certificates, useValue: new Certificates(certificates) },
        { provide: BrokerConnector, useClass: HttpBrokerConnector },
        { provide: HostProbe, useClass: OsHostProbe },
        { provide: DockerDriver, useFactory: () => new DockerodeDockerDriver() },
        CountContainers,
        DescribeHost,
        Heartbeat,
      ],
    };
  }
}
