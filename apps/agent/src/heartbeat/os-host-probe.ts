import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import { AgentConfig } from '../config/agent-config.js';
import type { HostLoad } from './host-probe.port.js';
import { HostProbe } from './host-probe.port.js';
import { readAvailableMemory } from './read-available-memory.js';

@Injectable()
export class OsHostProbe extends HostProbe {
  constructor(private readonly config: AgentConfig) {
    super();
  }

  override async look(): Promise<HostLoad> {
    const disk = await this.#lookAtDisk();
    return {
      load: loadavg()[0] ?? 0,
      cpus: availableParallelism(),
      freeMemoryBytes: await lookAtMemory(),
      totalMemoryBytes: totalmem(),
      freeDiskBytes: disk.free,
      totalDiskBytes: disk.total,
    };
  }

  /** The root of the file system stands in for an engine that keeps its containers elsewhere. */
  async #lookAtDisk(): Promise<{ free: number; total: number }> {
    const { bavail, blocks, bsize } = await statfs(this.config.serviceAgent.engineRoot).catch(() => statfs('/'));
    return { free: bavail * bsize, total: blocks * bsize };
  }
}

/** What programs can still get, caches included; the kernel's word where there is one. */
async function lookAtMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  return readAvailableMemory(text) ?? freemem();
}
