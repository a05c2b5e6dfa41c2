import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../support/cluster/cluster.js';
import type { ClusterDatabaseKind } from '../support/cluster/cluster-database.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { OsbClient } from '../support/osb-client.js';
import type { CrashCast, Life } from './crash-cast.js';
import { inParallel } from './in-parallel.js';

const PORTS = { min: 20_000, max: 29_999 };
const PRELOAD = `--import=${join(import.meta.dirname, 'crash-at.mjs')}`;
const AT_ONCE = 8;
const MOST_TRIES = 4;

export type LifeOf = new (cast: CrashCast) => Life;

export interface Crash {
  readonly point: string;
  /** Whether it came to that point, and died there. */
  readonly hasDied: boolean;
  /** What was lost, leaked or doubled; `undefined` when nothing was. */
  readonly fault: string | undefined;
}

/** A broker that stays, one after the other that dies at a point that it is told, and the fake engine. */
export class CrashArena {
  readonly #folder = mkdtempSync(join(tmpdir(), 'osb-crash-'));

  private constructor(private readonly cluster: Cluster) {}

  static async open(database: ClusterDatabaseKind): Promise<CrashArena> {
    const host = await FakeClusterHost.start({
      seed: randomInt(2 ** 31),
      ports: PORTS,
      probability: 0,
      scriptMs: [1, 5],
    });
    return new CrashArena(await Cluster.start({ brokers: 1, database, host }));
  }

  async close(): Promise<void> {
    await this.cluster.remove();
    rmSync(this.#folder, { recursive: true });
  }

  /** The points that every such life passes, in its order: what only now and then happens is nobody's case. */
  async findPoints(life: LifeOf): Promise<readonly string[]> {
    const traces = [await this.#trace(life, 'one'), await this.#trace(life, 'two')];
    const [first = [], second = []] = traces;
    return first.filter((point) => second.includes(point));
  }

  crashAll(life: LifeOf, points: readonly string[]): Promise<readonly Crash[]> {
    return inParallel(AT_ONCE, points, (point) => this.#crashAt(life, point));
  }

  async #trace(life: LifeOf, name: string): Promise<readonly string[]> {
    const file = join(this.#folder, `${life.name}-${name}`);
    await this.#live(life, { CRASH_TRACE: file });
    return readFileSync(file, 'utf8').trim().split('\n');
  }

  /** The other broker may be faster and take up what the doomed one was to die over: then it is tried again. */
  async #crashAt(life: LifeOf, point: string): Promise<Crash> {
    try {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1)
        if (await this.#live(life, { CRASH_AT: point })) return { point, hasDied: true, fault: undefined };
      return { point, hasDied: false, fault: undefined };
    } catch (error) {
      return { point, hasDied: true, fault: error instanceof Error ? error.message : String(error) };
    }
  }

  /** True when the guest did not live to the end. */
  async #live(LifeOfItsOwn: LifeOf, environment: Readonly<Record<string, string>>): Promise<boolean> {
    const { cluster } = this;
    // What comes by its own time is on no life's way; the broker that stays has its passes.
    const calm = { BROKER_RECONCILER_EVERYSECONDS: '0', NODE_OPTIONS: PRELOAD };
    const { port, program } = await cluster.startGuest({ ...environment, ...calm });
    try {
      await program.said('listening').catch(() => undefined);
      const [doomed, steady] = [new OsbClient(port), new OsbClient(cluster.ports[0] ?? 0)];
      const { host, database } = cluster;
      await new LifeOfItsOwn({ doomed, steady, host, database, instanceId: randomUUID() }).live();
    } finally {
      program.kill('SIGTERM');
    }
    return (await program.ended).signal === 'SIGKILL';
  }
}
