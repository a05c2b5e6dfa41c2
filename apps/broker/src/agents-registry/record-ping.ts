import { Injectable, Logger } from '@nestjs/common';
import { type Ping, ProtocolError, readPing } from '#agent-protocol';
import { type HostReport, HostStore } from '#persistence';
import type { Caller } from '../access/access.types.js';
import { checkOwnHost } from '../access/check-own-host.types.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { PingLimit } from './ping-limit.js';
import { AddressCheck } from './address-check.port.js';

/** A host is there. Its agent's clock is not asked, and nothing that it says is executed. */
@Injectable()
export class RecordPing {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly hosts: HostStore,
    private readonly limit: PingLimit,
    private readonly addresses: AddressCheck,
  ) {}

  /**
   * @param isFromThisMachine whether its agent is a process of the broker's machine (T8)
   */
  async execute(body: unknown, caller: Caller | undefined, isFromThisMachine: boolean): Promise<void> {
    const report = toReport(read(body));
    checkOwnHost(caller, report.dockerHost);
    await this.limit.check(report.dockerHost);
    await this.checkAddresses(report, isFromThisMachine);
    const isNew = await this.hosts.recordPing(report);
    if (isNew)
      this.logger.log({ message: 'host joined', dockerHost: report.dockerHost, serviceHost: report.serviceHost });
  }

  /** A second one only where it says more: nearly all agents name one address twice. */
  private async checkAddresses(report: HostReport, isFromThisMachine: boolean): Promise<void> {
    const { dockerHost, dockerPort: port, serviceHost } = report;
    await this.addresses.check({ field: 'DockerHost', host: dockerHost, port, isFromThisMachine });
    if (serviceHost === dockerHost) return;
    await this.addresses.check({ field: 'ServiceHost', host: serviceHost, isFromThisMachine });
  }
}

function read(body: unknown): Ping {
  try {
    return readPing(body);
  } catch (error) {
    throw error instanceof ProtocolError ? new BadRequestError(error.message) : error;
  }
}

function toReport(ping: Ping): HostReport {
  const { portbindMin, portbindMax, serviceHost, dockerHost, dockerPort } = ping;
  const { keepAliveSeconds, isActive, perfFactor, execCommand, execArgs } = ping;
  const { measured, agentVersion, labels } = ping;
  return {
    dockerHost,
    dockerPort,
    serviceHost,
    portMin: portbindMin,
    portMax: portbindMax,
    keepAliveSeconds,
    isActive,
    perfFactor,
    execCommand,
    execArgs,
    measured,
    agentVersion,
    labels,
  };
}
