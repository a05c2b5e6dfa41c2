import { Injectable } from '@nestjs/common';
import { DockerDriver, type LogLine, type LogQuery } from '#docker-driver';
import { LogSources, reachable } from './log-sources.js';

export interface InstanceLog {
  readonly instanceId: string;
  readonly containerName: string;
  readonly lines: readonly LogLine[];
}

/** The last lines that an instance's container has written, without secrets. */
@Injectable()
export class ReadInstanceLogs {
  constructor(
    private readonly sources: LogSources,
    private readonly docker: DockerDriver,
  ) {}

  async execute(instanceId: string, query: LogQuery): Promise<InstanceLog> {
    const { endpoint, containerId, containerName } = await this.sources.get(instanceId);
    const lines = await reachable(() => this.docker.readLog(endpoint, containerId, query));
    const hide = await this.sources.findSecretsOf(instanceId);
    return { instanceId, containerName, lines: lines.map((line) => ({ ...line, text: hide(line.text) })) };
  }
}
