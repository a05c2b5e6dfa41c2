import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver, type LogLine, type LogQuery } from '#docker-driver';
import { type Hide, LogSources, reachable } from './log-sources.js';

const LINES_A_TURN = 100;

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
    return { instanceId, containerName, lines: await hideIn(lines, hide) };
  }
}

/** Whoever else waits has a turn now and then: instances may have thousands of secrets, and leases are to be kept meanwhile. */
async function hideIn(lines: readonly LogLine[], hide: Hide): Promise<readonly LogLine[]> {
  const shown: LogLine[] = [];
  for (const [index, line] of lines.entries()) {
    shown.push({ ...line, text: hide(line.text) });
    if (index % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn();
  }
  return shown;
}
