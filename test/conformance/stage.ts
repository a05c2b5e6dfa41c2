import type { ExecOutcome } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { type Offering, offeringsIn } from '../support/cloud-controller/offerings-in.js';
import { World } from '../support/world.js';
import type { Area, Played, Speed } from './table.types.js';

const ENV = {
  BROKER_OPERATIONS_WORKERS: '1000',
  BROKER_OPERATIONS_WORKERSPERHOST: '1000',
  BROKER_OPERATIONS_BLOCKINGWAITSECONDS: '1',
};
const EXIT_CODES = { fails: 1, 'is missing': 127 } as const;
const ROOM = { Portbind_min: 20_000, Portbind_max: 29_999 };
const IMAGES = [
  { name: 'redis', plan: '100' },
  { name: 'redis', plan: '200' },
];

/** What rows are played on: a broker, and scripts that wait and fail for one instance as its row needs it. */
export class Stage {
  readonly #gates = new Map<string, Gate>();
  readonly #plays = new Map<string, Readonly<Record<string, Played>>>();

  private constructor(
    readonly world: World,
    readonly speed: Speed,
    private readonly offerings: ReadonlyMap<string, Offering>,
  ) {}

  static async open({ images = IMAGES, env }: Area, speed: Speed): Promise<Stage> {
    const wait = speed === 'slowly' ? { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } : {};
    const world = await World.open({ images, env: { ...ENV, ...wait, ...env }, ping: ROOM });
    for (const { name } of images as readonly { readonly name: string }[]) world.addImage(name);
    const { body } = await world.get('/v2/catalog');
    const stage = new Stage(world, speed, offeringsIn(body));
    world.docker.play((exec) => stage.#run(exec));
    return stage;
  }

  offering(serviceId: string): Offering {
    return this.offerings.get(serviceId) ?? { id: serviceId, requires: [], areBindingsRetrievable: false };
  }

  /** Scripts of this instance wait from now on, until `release`. `false`: they do already. */
  hold(instanceId: string): boolean {
    if (this.#gates.has(instanceId)) return false;
    this.#gates.set(instanceId, new Gate());
    return true;
  }

  /** The next start of a container waits too. */
  holdStart(instanceId: string): void {
    const until = this.#gates.get(instanceId)?.opened;
    if (until !== undefined) this.world.docker.inject('startContainer', { until });
  }

  release(instanceId: string): void {
    this.#gates.get(instanceId)?.open();
    this.#gates.delete(instanceId);
  }

  play(instanceId: string, scripts: Readonly<Record<string, Played>>): void {
    this.#plays.set(instanceId, scripts);
  }

  async close(): Promise<void> {
    for (const instanceId of this.#gates.keys()) this.release(instanceId);
    await this.world.stop();
  }

  async #run(exec: ScriptedExec): Promise<ExecOutcome> {
    const instanceId = exec.environment['INSTANCE_ID'] ?? '';
    const [script = ''] = exec.command;
    await this.#gates.get(instanceId)?.opened;
    const played = this.#plays.get(instanceId)?.[script];
    if (typeof played === 'string') return execOutcome({ exitCode: EXIT_CODES[played] });
    return execOutcome({ stdout: played?.prints ?? (script === '/bind' ? loginOf(exec) : '') });
  }
}

function loginOf({ environment: { USERNAME: username, PASSWORD: password } }: ScriptedExec): string {
  return JSON.stringify({ uri: '$HOST:$PORT', username, password });
}
