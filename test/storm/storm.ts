import type { Cluster } from '../support/cluster/cluster.js';
import { SeededRandom } from '../support/fake-docker/seeded-random.js';
import { checkAnswers } from './aftermath/check-answers.js';
import { settle } from './aftermath/settle.js';
import { describeViolations } from './aftermath/describe-violations.js';
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

/** Platforms at work, blows on brokers and database, and a reckoning when all is quiet again. */
export class Storm {
  readonly instances: Resource[] = [];
  readonly #findings = new Findings();
  readonly #tally = new Tally();
  #isOver = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly plan: StormPlan,
  ) {}

  async ride(): Promise<StormReport> {
    const { cluster, plan } = this;
    const strangers = (await cluster.host.containers()).filter(({ instanceId }) => instanceId === undefined);
    const startedAt = performance.now();
    cluster.host.makeTrouble();
    const clients = Array.from({ length: plan.clients }, (_, index) =>
      this.#work(index).catch((error: unknown) => {
        this.#findings.add('', `a client broke: ${String(error)}`);
      }),
    );
    await new Nemesis(cluster, plan.blows, new SeededRandom(plan.seed)).rage();
    cluster.host.calm();
    this.#isOver = true;
    await Promise.all([...clients, ...cluster.brokers.map((broker) => broker.waitUntilUp())]);
    const stormMs = performance.now() - startedAt;
    const { violations, stored, quietAfterMs } = await settle({ cluster, instances: this.instances, strangers });
    const wrong = violations.length > 0 ? [] : await checkAnswers({ cluster, instances: this.instances });
    const all = [...this.#findings.all(), ...violations, ...wrong, ...this.#findCollapses()];
    const times = `storm ${Math.round(stormMs / 1_000)} s, quiet after ${quietAfterMs} ms`;
    return {
      violations: all,
      story: describeViolations(all, { cluster, stored, instances: this.instances }),
      tally: this.#tally,
      summary: `${times}; ${this.#countBlows()}; ${this.#tally.toString()}`,
    };
  }

  async #work(index: number): Promise<void> {
    const { cluster, plan } = this;
    const platform = new Platform(cluster.ports, new SeededRandom(plan.seed + 1 + index), this.#tally);
    const isOver = (): boolean => this.#isOver;
    const world = { platform, findings: this.#findings, host: cluster.host, isOver, mortality: plan.mortality };
    while (!this.#isOver) {
      const instance = newInstance(`${plan.prefix}-${this.instances.length + 1}`);
      this.instances.push(instance);
      await new InstanceLife(world, instance).live();
      this.#tally.count('lives');
    }
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
