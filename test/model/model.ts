import { expect } from 'vitest';

export type Spec = 'plain' | 'other' | 'bad';
export type State = 'unknown' | 'creating' | 'undoing' | 'ready' | 'failed' | 'deleting';
export type End = 'succeeded' | 'failed';
export type Verb = 'PUT' | 'DELETE' | 'GET' | 'POLL';

/** One request of a platform about an instance, or about a binding of it. */
export interface Order {
  readonly verb: Verb;
  readonly instanceId: string;
  readonly bindingId: string | undefined;
  /** The parameters of a PUT; scripts fail when they say `bad`. */
  readonly spec: Spec;
  readonly isPlanKnown: boolean;
  readonly acceptsIncomplete: boolean;
}

/** What stands after the request: whether its work was refused on the way, and where it stands still, if it does. */
export interface Aftermath {
  /** What the answer named for polling. */
  readonly operation: string | undefined;
  readonly wasRefused: boolean;
  readonly stuck: 'forward' | 'undo' | undefined;
}

interface Thing {
  readonly spec: Spec;
  state: State;
  operation: string | undefined;
  wasRefused: boolean;
  /** What GET has answered, and must from then on. */
  body: unknown;
}

type Statuses = Readonly<Record<State, readonly number[]>>;
const OPENED = [201, 202];
const REMOVED = [200, 202];

/** osb-requirements §1.2 and §1.3, without updates: the tables that the broker promises to keep. */
const PUT_SAME: Statuses = {
  unknown: OPENED,
  creating: [202],
  undoing: [422],
  ready: [200],
  failed: OPENED,
  deleting: [422],
};
const PUT_OTHER: Statuses = { ...PUT_SAME, creating: [409], undoing: [409], ready: [409], failed: [409] };
const DELETE: Statuses = {
  unknown: [410],
  creating: REMOVED,
  undoing: REMOVED,
  ready: REMOVED,
  failed: REMOVED,
  deleting: REMOVED,
};
const POLL: Readonly<Record<State, string>> = {
  unknown: 'succeeded',
  creating: 'in progress',
  undoing: 'failed',
  ready: 'succeeded',
  failed: 'failed',
  deleting: 'in progress',
};

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
        return before === 'ready' ? [200] : [404];
      case 'POLL':
        return this.known.has(keyOf(order)) ? [200] : [404];
      case 'DELETE':
        return before !== 'unknown' && this.parentOf(order) === 'deleting' ? [422] : DELETE[before];
      case 'PUT':
        return order.isPlanKnown ? this.duePut(order, before, fails) : [400];
    }
  }

  /** `undefined`: nothing is promised, as about bindings that went with their instance. */
  polled(order: Order): string | undefined {
    const state = this.stateOf(keyOf(order));
    if (order.bindingId === undefined) return this.known.has(order.instanceId) ? POLL[state] : undefined;
    return state !== 'unknown' && this.stateOf(order.instanceId) === 'ready' ? POLL[state] : undefined;
  }

  opens(order: Order, before: State): boolean {
    const hasRoom = before === 'unknown' || (before === 'failed' && this.isSame(order));
    return order.verb === 'PUT' && order.isPlanKnown && this.parentOf(order) === 'ready' && hasRoom;
  }

  /** The request has been taken: what it has begun is done at once, unless it stands still or the host is away. */
  take(order: Order, before: State, { operation, wasRefused, stuck }: Aftermath): void {
    const key = keyOf(order);
    if (this.opens(order, before)) this.begin(key, order.spec);
    if (order.verb === 'DELETE' && this.due(order, before, false) === REMOVED) this.remove(key);
    const thing = this.things.get(key);
    if (thing === undefined) return;
    if (operation !== undefined) thing.operation = operation;
    thing.wasRefused ||= wasRefused;
    if (stuck !== undefined) this.held ??= key;
    if (stuck === 'undo') thing.state = 'undoing';
    this.settle();
  }

  /** GET answers what it has answered first, until the thing is gone (N6). */
  remember(key: string, body: unknown): void {
    const thing = this.things.get(key);
    if (thing?.state !== 'ready') return;
    thing.body ??= body;
    expect(body, key).toEqual(thing.body);
  }

  /** Everything ends that nothing stands in the way of. */
  settle(): void {
    if (!this.isHostAway) for (const key of [...this.things.keys()]) if (key !== this.held) this.end(key);
  }

  private duePut(order: Order, before: State, fails: boolean): readonly number[] {
    const parent = this.parentOf(order);
    if (parent === 'unknown' || parent === 'failed') return [404];
    if (parent !== 'ready') return [422];
    const statuses = this.isSame(order) ? PUT_SAME[before] : PUT_OTHER[before];
    return statuses === OPENED && fails ? [202, 500] : statuses;
  }

  /** An instance stands on its own. */
  private parentOf({ instanceId, bindingId }: Order): State {
    return bindingId === undefined ? 'ready' : this.stateOf(instanceId);
  }

  private isSame(order: Order): boolean {
    return (this.things.get(keyOf(order))?.spec ?? order.spec) === order.spec;
  }

  private begin(key: string, spec: Spec): void {
    this.known.add(key);
    this.things.set(key, { spec, state: 'creating', operation: undefined, wasRefused: false, body: undefined });
  }

  private remove(key: string): void {
    const thing = this.things.get(key);
    if (thing === undefined || thing.state === 'deleting') return;
    this.tell(key, thing, 'failed');
    thing.state = 'deleting';
    for (const [child, binding] of this.things) if (child.startsWith(`${key}/`)) this.tell(child, binding, 'failed');
  }

  private end(key: string): void {
    const thing = this.things.get(key);
    if (thing?.state === 'deleting') this.forget(key, thing);
    if (thing?.state !== 'creating' && thing?.state !== 'undoing') return;
    const fails = thing.spec === 'bad' || thing.wasRefused;
    this.tell(key, thing, fails ? 'failed' : 'succeeded');
    thing.state = fails ? 'failed' : 'ready';
  }

  private forget(key: string, thing: Thing): void {
    this.tell(key, thing, 'succeeded');
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
