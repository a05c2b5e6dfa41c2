import type { ClusterHost } from '../../support/cluster/cluster-host.types.js';
import type { HttpAnswer } from '../../support/send-request.js';
import type { Findings } from '../findings.js';
import type { Platform } from './platform.js';
import { InstanceUpdate } from './instance-update.js';
import { newBinding } from './resource.js';
import type { Order, Resource } from './resource.js';
import { ResourceLife } from './resource-life.js';

interface World {
  readonly platform: Platform;
  readonly findings: Findings;
  readonly host: ClusterHost;
  /** Lives end at their next step. */
  readonly isOver: () => boolean;
  /** How many of those that came to be are deleted again, 0 to 1. */
  readonly mortality: number;
}

/** What can happen to an instance from its order to its end, by chance. */
export class InstanceLife {
  readonly #life: ResourceLife;
  readonly #update: InstanceUpdate;

  constructor(
    private readonly world: World,
    private readonly instance: Resource,
  ) {
    this.#life = new ResourceLife(world.platform, world.findings);
    this.#update = new InstanceUpdate(world, this.#life);
  }

  async live(): Promise<void> {
    const { platform, isOver, mortality } = this.world;
    await this.#create();
    const acts = Math.floor(platform.random.within([1, 6]));
    for (let act = 0; act < acts && this.#exists && !isOver(); act += 1) await this.#act();
    if (this.#exists && !isOver() && platform.chance(mortality)) await this.#remove();
    if (this.instance.belief === 'gone' && !isOver()) await this.#afterwards();
  }

  get #exists(): boolean {
    return this.instance.belief === 'exists';
  }

  async #create(): Promise<void> {
    await this.#life.create(this.instance);
    this.world.platform.tally.count(`instances: ${this.instance.belief}`);
    if (this.#exists) await this.#read(this.instance);
  }

  async #remove(): Promise<void> {
    await this.#life.remove(this.instance);
    this.world.platform.tally.count('deletions');
  }

  #act(): Promise<unknown> {
    const { platform } = this.world;
    if (this.instance.maybe !== undefined) return this.#change();
    const acts = [
      () => this.#bind(),
      () => this.#bind(),
      () => Promise.all([this.#bind(), this.#bind()]),
      () => this.#unbind(),
      () => this.#unbind(),
      () => this.#change(),
      () => this.#change(),
      () => Promise.all([this.#change(true), this.#bind()]),
      () => Promise.all([this.#change(true), this.#unbind()]),
      () => this.#read(this.instance),
      () => this.#repeat(),
      () => this.#contradict(),
    ];
    return platform.random.pick(acts)?.() ?? Promise.resolve();
  }

  async #bind(): Promise<void> {
    const { platform, findings, host } = this.world;
    const binding = newBinding(this.instance);
    await this.#life.create(binding);
    platform.tally.count(`bindings: ${binding.belief}`);
    if (binding.belief !== 'exists') return;
    await this.#read(binding);
    if (!(await host.accepts(this.instance.id, binding.credentials ?? {})))
      findings.add(binding.id, 'the credentials do not work');
  }

  async #unbind(): Promise<void> {
    const { platform, findings, host } = this.world;
    const binding = platform.random.pick(this.instance.bindings.filter(({ belief }) => belief === 'exists'));
    if (binding === undefined) return;
    await this.#life.remove(binding);
    platform.tally.count('unbinds');
    if (binding.belief === 'gone' && (await host.accepts(this.instance.id, binding.credentials ?? {})))
      findings.add(binding.id, 'the credentials work after the binding is gone');
  }

  async #change(isGentle = false): Promise<void> {
    if ((await this.#update.change(this.instance, { isGentle })) === 'delete') return this.#remove();
    if (!isGentle && this.instance.maybe === undefined) await this.#read(this.instance);
  }

  /** What GET says once, it says until the next update. */
  async #read(resource: Resource): Promise<void> {
    const answer = await this.#life.insist(resource, () => this.world.platform.ask('GET', resource));
    if (answer?.status !== 200) {
      this.world.findings.add(resource.id, `it exists, but GET says ${answer?.status ?? 'nothing'}`);
      return;
    }
    this.#compare(resource, answer.body as Partial<Order>);
    if (resource.maybe !== undefined) return;
    const text = JSON.stringify(answer.body);
    resource.firstAnswer ??= text;
    resource.credentials ??= (answer.body as Pick<Resource, 'credentials'>).credentials;
    if (text !== resource.firstAnswer)
      this.world.findings.add(resource.id, `GET said ${resource.firstAnswer}, now ${text}`);
  }

  /** Plan and parameters are told of instances alone. */
  #compare(resource: Resource, body: Partial<Order>): void {
    if (resource !== this.instance || resource.mayBe(body)) return;
    const { id, order } = resource;
    this.world.findings.add(id, `it is ${JSON.stringify(order)}, but GET says ${JSON.stringify(body)}`);
  }

  async #repeat(): Promise<void> {
    const answer = await this.#put(this.instance.order);
    if (answer?.status !== 200) this.world.findings.add(this.instance.id, `the same PUT again: ${answer?.status ?? 0}`);
  }

  async #contradict(): Promise<void> {
    const answer = await this.#put({ ...this.instance.order, parameters: { other: true } });
    this.world.platform.tally.count('contradictions');
    if (answer?.status !== 409) this.world.findings.add(this.instance.id, `another PUT: ${answer?.status ?? 0}`);
  }

  #put(body: unknown): Promise<HttpAnswer | undefined> {
    const query = '?accepts_incomplete=true';
    return this.#life.insist(this.instance, () => this.world.platform.ask('PUT', this.instance, { query, body }));
  }

  /** Nothing is there, however often one asks; and its id may be used again by whoever knows what became of all his requests. */
  async #afterwards(): Promise<void> {
    const { platform } = this.world;
    if (platform.chance(0.3)) await this.#life.remove(this.instance);
    const mayBeLate = [this.instance, ...this.instance.bindings].some(({ hasHungUp }) => hasHungUp);
    if (this.instance.belief !== 'gone' || mayBeLate || !platform.chance(0.2)) return;
    platform.tally.count('ids used again');
    this.instance.bindings.length = 0;
    this.instance.firstAnswer = undefined;
    await this.#create();
  }
}
