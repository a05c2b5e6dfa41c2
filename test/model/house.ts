import { setTimeout as sleep } from 'node:timers/promises';
import { EngineRefusedError, HostUnreachableError } from '#docker-driver';
import { type DriverMethod, type Fault, InMemoryDockerDriver } from '#docker-driver/testing';
import { DurableOperationRunner } from '../../apps/broker/src/operations/durable-operation-runner.js';
import { RemoveEmptyHousesJob } from '../../apps/broker/src/operations/remove-empty-houses.job.js';
import { Database } from '../../libs/persistence/src/database/database.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, REDIS, World } from '../support/world.js';
import { Barrier } from './barrier.js';
import { ask, type SentOrder } from './ask.js';
import { hasEmptyHouse } from './homes.js';
import type { Aftermath, Model } from './model.js';
import { SEATS } from './plans.js';
import { baseOf, ServiceLogins } from './service-logins.js';

/** What goes wrong in the work of one request: at the `nth` call of that method, if there is one. */
export interface PlannedFault {
  readonly kind: 'lost before' | 'lost after' | 'refused' | 'held';
  readonly method: DriverMethod | 'script';
  readonly nth: number;
}

export interface HouseParts {
  /** Where the database is, as settings. */
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly brokers: number;
}

const IMAGES = [
  REDIS,
  { ...REDIS, plan: 'other', environment: { FLAVOUR: 'other' } },
  { ...REDIS, plan: 'shared', numinstances: SEATS },
];
const NUDGE_EVERY_MS = 20;
const PATIENCE_MS = 30_000;
const ANY = { spec: 'plain', instanceSpec: 'plain', isPlanKnown: true, acceptsIncomplete: true } as const;
const TABLES = ['operation', 'port_claim', 'service_binding', 'service_instance', 'orphan'];

/** Brokers on one database, and one Docker host whose service remembers its logins. */
export class House {
  readonly docker = new InMemoryDockerDriver();
  readonly logins = new ServiceLogins();
  private readonly worlds: World[] = [];
  private readonly nudge = setInterval(() => void this.resumeAll(), NUDGE_EVERY_MS);
  private barrier: Barrier | undefined;
  private isScriptHeld = false;
  private wasRefused = false;
  private isAway = false;

  private constructor(private readonly parts: HouseParts) {
    this.docker.play(async (exec) => {
      if (this.isScriptHeld) await this.stand();
      return this.logins.play(exec);
    });
  }

  static async open(parts: HouseParts): Promise<House> {
    const house = new House(parts);
    for (let index = 0; index < parts.brokers; index += 1) house.worlds.push(await house.openWorld());
    await house.world(0).ping();
    return house;
  }

  /** As before the first history: tombstones of the last one would be remembered. */
  async forget(): Promise<void> {
    for (const table of TABLES) await this.query('DELETE FROM '.concat(table));
  }

  world(index: number): World {
    const world = this.worlds[index % this.worlds.length];
    if (world === undefined) throw new Error('there is no broker');
    return world;
  }

  query<T>(sql: string): Promise<T[]> {
    const database = this.world(0).broker.app.get(Database, { strict: false });
    return database.read((manager) => manager.query<T[]>(sql));
  }

  /** Sends the request as often as said at the same moment, and waits until its work is done or stands still. */
  async send(
    order: SentOrder,
    via: readonly number[],
    fault?: PlannedFault,
  ): Promise<Aftermath & { answers: Answer[] }> {
    this.wasRefused = false;
    if (fault !== undefined) this.inject(fault);
    const answers = await Promise.all(via.map((index) => ask(this.world(index), order)));
    if (order.verb !== 'GET' && order.verb !== 'POLL') await this.settle();
    if (fault !== undefined) this.docker.clearFaults();
    this.isScriptHeld = false;
    const operation = (answers[0]?.body as { operation?: string } | undefined)?.operation;
    return { answers, operation, wasRefused: this.wasRefused, stuck: await this.findStuck() };
  }

  unplug(): void {
    this.isAway = true;
    this.docker.unplug(ENDPOINT);
  }

  async plug(): Promise<void> {
    this.isAway = false;
    this.docker.plug(ENDPOINT);
    await this.settle();
  }

  async release(): Promise<void> {
    this.barrier?.open();
    this.barrier = undefined;
    await this.settle();
  }

  /** One broker stops, as it does for SIGTERM, and another one starts in its place. */
  async restart(index: number): Promise<void> {
    const place = index % this.worlds.length;
    const stopped = this.world(place).stop();
    this.barrier?.open();
    this.barrier = undefined;
    await stopped;
    this.worlds[place] = await this.openWorld();
    await this.settle();
  }

  /** A container ends by itself; engines start it again, sooner or later. */
  crash(containerName: string): void {
    this.change(containerName, 'running', 'exited');
  }

  /** Nothing stands still any more, the host answers, and the engine has started what had ended. */
  async calm(model: Model): Promise<void> {
    this.docker.plug(ENDPOINT);
    this.isAway = false;
    await this.release();
    model.held = undefined;
    model.isHostAway = false;
    model.settle();
    for (const { name } of this.docker.containers(ENDPOINT)) this.change(name, 'exited', 'running');
    await this.sweep();
  }

  /** Deletes all that there is. */
  async clear(model: Model): Promise<void> {
    for (const instanceId of [...model.things.keys()].filter((key) => !key.includes('/'))) {
      const order = { verb: 'DELETE', instanceId, bindingId: undefined, ...ANY } as const;
      model.take(order, model.stateOf(instanceId), await this.send(order, [0]));
    }
    await this.sweep();
  }

  /** Shared containers in which nobody lives any more are removed. */
  private async sweep(): Promise<void> {
    while (await hasEmptyHouse(this)) {
      await this.world(0).broker.app.get(RemoveEmptyHousesJob).remove();
      await this.settle();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.nudge);
    this.barrier?.open();
    this.docker.clearFaults();
    await Promise.all(this.worlds.map((world) => world.stop()));
  }

  private change(containerName: string, from: 'running' | 'exited', to: 'running' | 'exited'): void {
    const container = this.docker.containers(ENDPOINT).find(({ name }) => baseOf(name) === baseOf(containerName));
    if (container?.state === from) this.docker.changeContainer(ENDPOINT, container.containerId, { state: to });
  }

  private async openWorld(): Promise<World> {
    const { env, dataDir } = this.parts;
    const own = { BROKER_OPERATIONS_SYNCWAITSECONDS: '0', BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '0' };
    const settings = { ...own, ...env };
    return World.open({ docker: this.docker, dataDir, env: settings, images: IMAGES, ping: null });
  }

  private inject({ kind, method, nth }: PlannedFault): void {
    if (kind === 'held') this.barrier = new Barrier();
    if (method === 'script') {
      this.isScriptHeld = true;
      return;
    }
    if (nth > 0) this.docker.inject(method, { times: nth });
    this.docker.inject(method, this.toFault(kind));
  }

  private toFault(kind: PlannedFault['kind']): Fault {
    const lost = new HostUnreachableError('the answer got lost');
    switch (kind) {
      case 'lost before':
        return { before: lost };
      case 'lost after':
        return { after: lost };
      case 'refused':
        return { before: new EngineRefusedError('no'), onHit: () => (this.wasRefused = true) };
      case 'held':
        return this.barrier === undefined ? {} : { until: this.barrier.opened, onHit: this.barrier.reach };
    }
  }

  private async stand(): Promise<void> {
    this.isScriptHeld = false;
    this.barrier?.reach();
    await this.barrier?.opened;
  }

  private async settle(): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!this.isAway && !this.barrier?.isReached && (await this.countLiving()) > 0) {
      if (performance.now() > giveUpAt) throw new Error('Operations do not end.');
      await sleep(2);
    }
    if (this.barrier !== undefined && !this.barrier.isReached) this.barrier = undefined;
  }

  private async countLiving(): Promise<number> {
    return (await this.query('SELECT id FROM operation WHERE live_key IS NOT NULL')).length;
  }

  private async findStuck(): Promise<Aftermath['stuck']> {
    if (this.barrier === undefined) return undefined;
    const [living] = await this.query<{ mode: 'forward' | 'undo' }>(
      'SELECT mode FROM operation WHERE live_key IS NOT NULL',
    );
    return living?.mode;
  }

  private async resumeAll(): Promise<void> {
    for (const { broker } of this.worlds)
      await broker.app
        .get(DurableOperationRunner)
        .resume()
        .catch(() => undefined);
  }
}
