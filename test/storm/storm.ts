import type { Cluster } from '../support/cluster/cluster.js';
import type { HostContainer } from '../support/cluster/cluster-host.types.js';
import { SeededRandom } from '../support/fake-docker/seeded-random.js';
import { pollUntil } from '../support/poll-until.js';
import { checkAnswers } from './aftermath/check-answers.js';
import { checkLeaks } from './aftermath/check-leaks.js';
import type { Holdings } from './aftermath/check-leaks.js';
import { describeViolations } from './aftermath/describe-violations.js';
import { settle } from './aftermath/settle.js';
import { Findings } from './findings.js';
import type { Violation } from './findings.js';
import { Nemesis } from './nemesis.js';
import type { Blows } from './nemesis.js';
import { InstanceLife } from './platform/instance-life.js';
import { Platform } from './platform/platform.js';
import { newInstance } from './platform/resource.js';
import type { Resource } from './platform/resource.js';
import { Tally } from './platform/tally.js';

export interface StormPlan {
  readonly seed: number;
  /** What the ids of its instances begin with. */
  readonly prefix: string;
  readonly clients: number;
  /** How many instances are deleted again, 0 to 1. */
  readonly mortality: number;
  readonly blows: Blows;
}

export interface StormReport {
  readonly violations: readonly Violation[];
  /** Of the violations, with all that is known about their instances; empty without any. */
  readonly story: string;
  readonly tally: Tally;
  /** In one line, for whoever watches. */
  readonly summary: string;
}

/** Of each client, in each half of the peace after the storm. */
const PEACEFUL_LIVES = 3;
/** How many instances share their containers, 0 to 1. */
const CROWD = 0.4;
const LEAK_PATIENCE_MS = 30_000;

/** Platforms at work, blows on brokers and database, and a reckoning when all is quiet again. */
export class Storm {
  readonly #instances: Resource[] = [];
  readonly #findings = new Findings();
  readonly #tally = new Tally();
  readonly #platforms: readonly Platform[];
  readonly #times: string[] = [];
  #strangers: readonly HostContainer[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly plan: StormPlan,
  ) {
    this.#platforms = Array.from(
      { length: plan.clients },
      (_, index) => new Platform(cluster.ports, new SeededRandom(plan.seed + 1 + index), this.#tally),
    );
  }

  async ride(): Promise<StormReport> {
    this.#strangers = (await this.cluster.host.containers()).filter(({ instanceId }) => instanceId === undefined);
    await this.#rage();
    const wrong = await this.#reckon();
    const leaks = wrong.length === 0 ? await this.#livePeacefully() : [];
    const violations = [...this.#findings.all(), ...wrong, ...leaks, ...this.#findCollapses()];
    const sources = { cluster: this.cluster, instances: this.#instances };
    return {
      violations,
      story: await describeViolations(violations, sources),
      tally: this.#tally,
      summary: `${this.#times.join(', ')}; ${this.#countBlows()}; ${this.#tally.toString()}`,
    };
  }

  async #rage(): Promise<void> {
    const startedAt = performance.now();
    const { cluster, plan } = this;
    let isOver = false;
    const nemesis = new Nemesis(cluster, plan.blows, new SeededRandom(plan.seed)).rage().finally(() => {
      isOver = true;
      cluster.host.calm();
    });
    cluster.host.makeTrouble();
    await Promise.all([nemesis, ...this.#platforms.map((platform) => this.#work(platform, () => isOver))]);
    await Promise.all(cluster.brokers.map((broker) => broker.waitUntilUp()));
    this.#times.push(`storm ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  }

  /** The same work twice without a blow on a broker: what they hold after the first half, they hold after the second. */
  async #livePeacefully(): Promise<readonly Violation[]> {
    const { host } = this.cluster;
    host.makeTrouble();
    await this.#liveAll();
    await this.cluster.database.crash();
    const before = await this.#measure();
    await this.#liveAll();
    host.calm();
    const wrong = await this.#reckon();
    return [...wrong, ...(await this.#findLeaks(before))];
  }

  async #liveAll(): Promise<void> {
    await Promise.all(
      this.#platforms.map((platform) => {
        let lives = 0;
        return this.#work(platform, () => lives++ >= PEACEFUL_LIVES);
      }),
    );
  }

  /** Idle connections are closed after a while. */
  async #findLeaks(before: Holdings): Promise<readonly Violation[]> {
    let leaks: readonly Violation[] = [];
    const look = async (): Promise<boolean> => {
      leaks = checkLeaks(before, await this.#measure(), this.cluster.mostConnections);
      return leaks.length === 0;
    };
    await pollUntil('nothing to be held', look, LEAK_PATIENCE_MS).catch(() => undefined);
    return leaks;
  }

  async #measure(): Promise<Holdings> {
    const { brokers, database } = this.cluster;
    const figures = brokers.map((broker) => [broker.name, broker.measure()] as const);
    return { brokers: new Map(figures), connections: await database.countConnections() };
  }

  /** One life after the other. */
  async #work(platform: Platform, isOver: () => boolean): Promise<void> {
    const { cluster, plan } = this;
    const world = { platform, findings: this.#findings, host: cluster.host, isOver, mortality: plan.mortality };
    try {
      while (!isOver()) {
        const service = cluster.host.takesCrowds && platform.chance(CROWD) ? 'crowd' : 'redis';
        const instance = newInstance(`${plan.prefix}-${this.#instances.length + 1}`, service);
        this.#instances.push(instance);
        await new InstanceLife(world, instance).live();
        this.#tally.count('lives');
      }
    } catch (error) {
      this.#findings.add('', `a client broke: ${String(error)}`);
    }
  }

  async #reckon(): Promise<readonly Violation[]> {
    const scene = { cluster: this.cluster, instances: this.#instances, strangers: this.#strangers };
    const { violations, quietAfterMs } = await settle(scene);
    this.#times.push(`quiet after ${quietAfterMs} ms`);
    return violations.length > 0 ? violations : checkAnswers(scene);
  }

  /** Without its database a broker cannot start; nothing else may end one. */
  #findCollapses(): readonly Violation[] {
    const { brokers, database } = this.cluster;
    return brokers
      .flatMap(({ name, collapses }) => collapses.map((collapse) => ({ id: '', what: `${name} ended ${collapse}` })))
      .filter(({ what }) => database.crashes === 0 || what.includes('while it served'));
  }

  #countBlows(): string {
    const { kills, pauses, database } = this.cluster;
    return `kills ${kills}, pauses ${pauses}, database crashes ${database.crashes}`;
  }
}
