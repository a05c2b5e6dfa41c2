import { writeFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import type { AgentConfig } from '../config/agent-config.js';

/** After as many beats without a ping a host counts as dead. */
const BEATS = 3;

/**
 * Shows from outside that brokers take our pings, since nobody can ask an agent: the file's time is that of the last
 * ping, its text the seconds for which that is good news.
 */
export class BeatFile {
  readonly #logger = new Logger(BeatFile.name);
  #hasFailed = false;

  constructor(private readonly config: AgentConfig) {}

  /** Never throws: a full disk must not stop the pings. */
  async write(): Promise<void> {
    const { beatFile, serviceAgent } = this.config;
    if (beatFile === undefined) return;
    try {
      await writeFile(beatFile, String(BEATS * serviceAgent.keepAliveSeconds));
    } catch (error) {
      this.#warnOnce(beatFile, error);
    }
  }

  #warnOnce(file: string, error: unknown): void {
    if (!this.#hasFailed) this.#logger.warn({ message: 'beat file cannot be written', file, reason: String(error) });
    this.#hasFailed = true;
  }
}
