import { Injectable } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import type { HostPorts } from '#persistence';
import type { ReadinessSign } from '../../catalog/readiness-settings.types.js';
import { WorkFailedError } from '../operations.errors.js';
import { type ServiceAddress, ServiceProbe } from '../service-probe.port.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';
import { matchesLine } from './matches-line.js';

const COMMAND_TIMEOUT_MS = 10_000;
const LOG_LINES = 1_000;

interface Started {
  readonly containerId: string;
  readonly ports: HostPorts;
}

/** Looks for the signs by which services show that they serve. */
@Injectable()
export class ReadinessSigns {
  constructor(
    private readonly docker: DockerDriver,
    private readonly probe: ServiceProbe,
  ) {}

  /** Throws `WorkFailedError` when the sign is at a port that is not published. */
  async isGiven(task: InstanceTask, sign: ReadinessSign, { containerId, ports }: Started): Promise<boolean> {
    const { site } = task;
    if ('log' in sign)
      return matchesLine(await this.docker.readLogTail(site.endpoint, containerId, LOG_LINES), sign.log);
    if ('exec' in sign) return this.succeeds(task, containerId, sign.exec);
    if ('port' in sign) return this.probe.accepts(toAddress(site, ports, sign.port));
    const { port, path, status } = sign.http;
    const answered = await this.probe.get(toAddress(site, ports, port), path);
    return answered !== undefined && (status === undefined ? isGood(answered) : answered === status);
  }

  private async succeeds(
    { site: { endpoint }, lease }: InstanceTask,
    containerId: string,
    command: readonly string[],
  ): Promise<boolean> {
    const execId = await this.docker.createExec(endpoint, containerId, { command, environment: {} });
    const limits = { timeoutMs: COMMAND_TIMEOUT_MS, maxOutputBytes: 4_096 };
    const options = { stdin: '', ...limits, signal: lease.signal, isNew: true };
    return (await this.docker.runExec(endpoint, execId, options)).exitCode === 0;
  }
}

function toAddress({ host }: InstanceSite, ports: HostPorts, port: number): ServiceAddress {
  const published = ports.find((claim) => claim.port === port && claim.protocol === 'tcp');
  if (published === undefined)
    throw new WorkFailedError('The plan waits for a port that its image does not publish.', `port ${port}`);
  return { host: host.serviceHost, port: published.hostPort };
}

function isGood(status: number): boolean {
  return status >= 200 && status < 400;
}
