import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../support/cluster/cluster.js';
import { LEASE_SECONDS } from '../support/cluster/cluster.js';
import type { ClusterBroker } from '../support/cluster/cluster-broker.js';
import type { SeededRandom } from '../support/fake-docker/seeded-random.js';
import { pollUntil } from '../support/poll-until.js';

export interface Blows {
  readonly kills: number;
  readonly pauses: number;
  /** Of the database's server, where it has one. */
  readonly crashes: number;
  /** On average, between two of them. */
  readonly everyMs: number;
}

type Blow = 'kill' | 'pause' | 'crash';

/** What befalls brokers and their database, in an order that the seed decides. */
export class Nemesis {
  readonly #pauses = new Set<Promise<void>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly blows: Blows,
    private readonly random: SeededRandom,
  ) {}

  /** Until all blows have been dealt, and whoever was paused goes on. */
  async rage(): Promise<void> {
    const { everyMs } = this.blows;
    for (const blow of this.#shuffle()) {
      await sleep(this.random.within([everyMs * 0.5, everyMs * 1.5]));
      await this.#deal(blow);
    }
    await Promise.all(this.#pauses);
  }

  #shuffle(): readonly Blow[] {
    const { kills, pauses, crashes } = this.blows;
    const count = { kill: kills, pause: pauses, crash: this.cluster.database.canCrash ? crashes : 0 };
    const blows = (Object.keys(count) as Blow[]).flatMap((blow) => new Array<Blow>(count[blow]).fill(blow));
    return blows
      .map((blow) => ({ blow, at: this.random.next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ blow }) => blow);
  }

  async #deal(blow: Blow): Promise<void> {
    if (blow === 'crash') return this.cluster.database.crash();
    const victim = await this.#findVictim();
    if (blow === 'kill') return victim.kill();
    const ms = LEASE_SECONDS * 1_000 * this.random.within([1.5, 2.5]);
    const pause = victim.pause(ms).finally(() => this.#pauses.delete(pause));
    this.#pauses.add(pause);
  }

  /** One that serves while another one does; now and then the last one, or one that is only starting. */
  async #findVictim(): Promise<ClusterBroker> {
    const isRuthless = this.random.next() < 0.1;
    return pollUntil('a broker to strike', () => {
      const awake = this.cluster.brokers.filter(({ isPaused }) => !isPaused);
      const up = awake.filter(({ isUp }) => isUp);
      if (isRuthless) return this.random.pick(awake);
      return up.length < 2 ? undefined : this.random.pick(up);
    });
  }
}
