import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import { AgentConfig } from '../config/agent-config.js';
import { toEngineSocket } from './engine-socket.js';

/** A ping does not wait longer for an engine that hangs. */
const PATIENCE_MS = 2_000;

/** How many containers run here, of whomever. */
@Injectable()
export class CountContainers {
  private asked: Promise<number | undefined> | undefined;

  constructor(
    private readonly config: AgentConfig,
    private readonly docker: DockerDriver,
  ) {}

  /** `undefined`: there is no engine's socket here, or nobody answers at it. Never throws. */
  async execute(): Promise<number | undefined> {
    const over = new AbortController();
    const late = sleep(PATIENCE_MS, undefined, { ref: false, signal: over.signal }).catch(() => undefined);
    const count = await Promise.race([this.ask(), late]);
    over.abort();
    return count;
  }

  /** One question at a time, however many brokers are pinged and however long the engine takes. */
  private ask(): Promise<number | undefined> {
    this.asked ??= this.count().finally(() => (this.asked = undefined));
    return this.asked;
  }

  private async count(): Promise<number | undefined> {
    const socketPath = toEngineSocket(this.config.serviceAgent.dockerHost);
    try {
      const containers = await this.docker.listContainers({ kind: 'unix', socketPath });
      return containers.filter(({ state }) => state === 'running').length;
    } catch {
      return undefined;
    }
  }
}
