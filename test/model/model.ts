import { expect } from 'vitest';
import type { Spec, State, End, Order } from './order.types.js';
import { isOfOnePlan, planOf } from './plans.js';
import {
  DELETE,
  GET,
  OPENED,
  PATCH_OTHER,
  PATCH_SAME,
  POLL,
  PUT_OTHER,
  PUT_SAME,
  REMOVED,
  UPDATED,
} from './statuses.js';

/** What stands after the request: whether its work was refused on the way, and where it stands still, if it does. */
export interface Aftermath {
  /** What the answer named for polling. */
  readonly operation: string | undefined;
  readonly wasRefused: boolean;
  readonly stuck: 'forward' | 'undo' | undefined;
}

interface Thing {
  spec: Spec;
  /** What an update is to make of it. */
  target: Spec | undefined;
  /** Of a binding: what its instance was when it was made. */
  readonly parentSpec: Spec | undefined;
  /** The last operation has failed, and all is as before. */
  hasFailed: boolean;
  state: State;
  operation: string | undefined;
  wasRefused: boolean;
  /** What GET has answered, and must from then on. */
  body: unknown;
}

/** What a platform believes after its requests: what is there, in which state, and what each answer must be. */
export class Model {
  readonly things = new Map<string, Thing>();
  /** How the operations that were named to the platform have ended. */
  readonly ends = new Map<string, { readonly key: string; readonly end: End }>();
  private readonly known = new Set<string>();
  /** The one whose work stands still at a closed gate. */
  held: string | undefined;
  isHostAway = false;

  stateOf(key: string): State {
    return this.things.get(key)?.state ?? 'unknown';
  }

  /** Statuses that fit; `fails`: the creation that this request opens comes to nothing. */
  due(order: Order, before: State, fails: boolean): readonly number[] {
    switch (order.verb) {
      case 'GET':
        return GET[before];
      case 'POLL':
        return this.known.has(keyOf(order)) ? [200] : [404];
      case 'DELETE':
        return this.dueDelete(order, before);
      case 'PUT':
        return order.isPlanKnown ? this.duePut(order, before, fails) : [400];
      case 'PATCH':
        return this.duePatch(order, before, fails);
    }
  }

  /** `undefined`: nothing is promised, as about bindings that went with their instance. */
  polled(order: Order): string | undefined {
    const state = this.stateOf(keyOf(order));
    const said = this.things.get(keyOf(order))?.hasFailed === true && state === 'ready' ? 'failed' : POLL[state];
    if (order.bindingId === undefined) return this.known.has(order.instanceId) ? said : undefined;
    return state !== 'unknown' && this.stateOf(order.instanceId) === 'ready' ? POLL[state] : undefined;
  }

  opens(order: Order, before: State): boolean {
    const hasRoom = before === 'unknown' || (before === 'failed' && this.isSame(order));
    return order.verb === 'PUT' && order.isPlanKnown && this.parentOf(order) === 'ready' && hasRoom;
  }

  /** What its instance is, for a binding: a platform says so when it binds. */
  specOf(instanceId: string): Spec {
    return this.things.get(instanceId)?.spec ?? 'plain';
  }

  updates(order: Order, before: State): boolean {
    return (
      order.verb === 'PATCH' &&
      order.isPlanKnown &&
      before === 'ready' &&
      !this.isSame(order) &&
      !this.isBeingBound(order)
    );
  }

  /** The request has been taken: what it has begun is done at once, unless it stands still or the host is away. */
  take(order: Order, before: State, aftermath: Aftermath): void {
    const key = keyOf(order);
    if (this.opens(order, before)) this.begin(order);
    if (this.updates(order, before)) this.change(key, order.spec);
    if (order.verb === 'DELETE' && this.due(order, before, false) === REMOVED) this.remove(key);
    const thing = this.things.get(key);
    if (thing === undefined) return;
    this.note(key, thing, aftermath);
    this.settle();
  }

  /** GET answers what it has answered first, until the thing is gone (N6). */
  remember(key: string, body: unknown): void {
    const thing = this.things.get(key);
    if (thing?.state !== 'ready') return;
    if (!key.includes('/'))
      expect(body, key).toMatchObject({ ...planOf(thing.spec, { instanceId: key }), parameters: { spec: thing.spec } });
    thing.body ??= body;
    expect(body, key).toEqual(thing.body);
  }

  /** Everything ends that nothing stands in the way of. */
  settle(): void {
    if (!this.isHostAway) for (const key of [...this.things.keys()]) if (key !== this.held) this.end(key);
  }

  private note(key: string, thing: Thing, { operation, wasRefused, stuck }: Aftermath): void {
    if (operation !== undefined) thing.operation = operation;
    thing.wasRefused ||= wasRefused;
    if (stuck !== undefined) this.held ??= key;
    if (stuck === 'undo' && thing.state === 'creating') thing.state = 'undoing';
  }

  private duePut(order: Order, before: State, fails: boolean): readonly number[] {
    const parent = this.parentOf(order);
    if (parent === 'unknown' || parent === 'failed') return [404];
    if (parent !== 'ready') return [422];
    const statuses = this.isSame(order) ? PUT_SAME[before] : PUT_OTHER[before];
    return statuses === OPENED && fails ? [202, 500] : statuses;
  }

  private isUnderWay(order: Order): boolean {
    return this.things.get(keyOf(order))?.target === order.spec;
  }

  /** A script of a binding may run in the container that an update would take away (CON-02). */
  private isBeingBound({ instanceId }: Order): boolean {
    const isUnderWay = ({ state }: Thing): boolean => state !== 'ready' && state !== 'failed';
    return [...this.things].some(([key, thing]) => key.startsWith(`${instanceId}/`) && isUnderWay(thing));
  }

  private dueDelete(order: Order, before: State): readonly number[] {
    return before !== 'unknown' && this.parentOf(order) === 'deleting' ? [422] : DELETE[before];
  }

  /** What is not there, or never came to be, cannot be changed, whatever the plan. */
  private duePatch(order: Order, before: State, fails: boolean): readonly number[] {
    if (['unknown', 'failed'].includes(before)) return [404];
    if (!order.isPlanKnown) return before === 'undoing' ? [400, 404] : [400];
    const isSame = before === 'updating' ? this.isUnderWay(order) : this.isSame(order);
    const statuses = isSame ? PATCH_SAME[before] : PATCH_OTHER[before];
    if (statuses === UPDATED && this.isBeingBound(order)) return [422];
    return statuses === UPDATED && fails ? [202, 500] : statuses;
  }

  /** An instance stands on its own. */
  private parentOf({ instanceId, bindingId }: Order): State {
    return bindingId === undefined ? 'ready' : this.stateOf(instanceId);
  }

  private isSame(order: Order): boolean {
    const thing = this.things.get(keyOf(order));
    if (thing === undefined) return true;
    const isSamePlan =
      thing.parentSpec === undefined || isOfOnePlan(thing.parentSpec, this.specOf(order.instanceId), order);
    return thing.spec === order.spec && isSamePlan;
  }

  private begin(order: Order): void {
    const { spec, instanceId, bindingId } = order;
    const parentSpec = bindingId === undefined ? undefined : this.specOf(instanceId);
    const fresh = { target: undefined, operation: undefined, hasFailed: false, wasRefused: false, body: undefined };
    this.known.add(keyOf(order));
    this.things.set(keyOf(order), { spec, parentSpec, state: 'creating', ...fresh });
  }

  private change(key: string, target: Spec): void {
    const thing = this.things.get(key);
    if (thing !== undefined) Object.assign(thing, { target, state: 'updating' });
  }

  private remove(key: string): void {
    const thing = this.things.get(key);
    if (thing === undefined || thing.state === 'deleting') return;
    this.tell(key, thing, 'failed');
    thing.state = 'deleting';
    for (const [child, binding] of this.things)
      if (child.startsWith(`${key}/`) && binding.state !== 'deleting') this.tell(child, binding, 'failed');
  }

  private end(key: string): void {
    const thing = this.things.get(key);
    if (thing?.state === 'deleting') this.forget(key, thing);
    else if (thing?.state === 'updating') this.endUpdate(key, thing);
    else if (thing?.state === 'creating' || thing?.state === 'undoing') this.endCreation(key, thing);
  }

  private endCreation(key: string, thing: Thing): void {
    const fails = thing.spec === 'bad' || thing.wasRefused;
    this.tell(key, thing, fails ? 'failed' : 'succeeded');
    thing.state = fails ? 'failed' : 'ready';
  }

  /** All of it comes true, or nothing. */
  private endUpdate(key: string, thing: Thing): void {
    const { target } = thing;
    const hasFailed = target === 'bad';
    this.tell(key, thing, hasFailed ? 'failed' : 'succeeded');
    Object.assign(thing, { state: 'ready', hasFailed, target: undefined });
    if (!hasFailed && target !== undefined) Object.assign(thing, { spec: target, body: undefined });
  }

  private forget(key: string, thing: Thing): void {
    this.tell(key, thing, 'succeeded');
    for (const [child, binding] of this.things)
      if (child.startsWith(`${key}/`) && binding.state === 'deleting') this.tell(child, binding, 'succeeded');
    for (const other of [...this.things.keys()])
      if (other === key || other.startsWith(`${key}/`)) this.things.delete(other);
  }

  /** What happened first counts. */
  private tell(key: string, { operation }: Thing, end: End): void {
    if (operation !== undefined && !this.ends.has(operation)) this.ends.set(operation, { key, end });
  }
}

export function keyOf({ instanceId, bindingId }: Pick<Order, 'instanceId' | 'bindingId'>): string {
  return bindingId === undefined ? instanceId : `${instanceId}/${bindingId}`;
}
