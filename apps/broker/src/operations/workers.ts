import type { DueOperation } from '#persistence';
import type { Lease } from './lease.js';

/** One operation under this process's hands. */
interface Worker {
  readonly hostId: string | undefined;
  /** From the moment of the claim on. */
  lease: Lease | undefined;
  end: Promise<void>;
}

interface Limits {
  readonly total: number;
  /** A host that hangs keeps no more workers than this from the others. */
  readonly perHost: number;
}

/** What this process works on, and how much more it may take. */
export class Workers {
  private readonly running = new Map<string, Worker>();

  constructor(private readonly limits: Limits) {}

  get room(): number {
    return this.limits.total - this.running.size;
  }

  find(operationId: string): Worker | undefined {
    return this.running.get(operationId);
  }

  all(): readonly Worker[] {
    return [...this.running.values()];
  }

  /** Hosts on which no further operation may be begun. */
  busyHosts(): readonly string[] {
    const hosts = this.all().flatMap(({ hostId }) => hostId ?? []);
    return [...new Set(hosts)].filter((hostId) => this.countOn(hostId) >= this.limits.perHost);
  }

  /** `undefined`: there is no room, in all or on its host, or it is being worked on. */
  admit({ operationId, hostId }: DueOperation): Worker | undefined {
    const isBusy = hostId !== undefined && this.countOn(hostId) >= this.limits.perHost;
    if (isBusy || this.room <= 0 || this.running.has(operationId)) return undefined;
    const worker = { hostId, lease: undefined, end: Promise.resolve() };
    this.running.set(operationId, worker);
    return worker;
  }

  dismiss(operationId: string): void {
    this.running.delete(operationId);
  }

  private countOn(hostId: string): number {
    return this.all().filter((worker) => worker.hostId === hostId).length;
  }
}
