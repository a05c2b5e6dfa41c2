import fc from 'fast-check';
import type { House, PlannedFault } from './house.js';
import type { Model } from './model.js';
import type { Order } from './order.types.js';
import { isTenant } from './plans.js';
import { type Event, EventCommand } from './event-command.js';
import { type Request, RequestCommand } from './request-command.js';

/** Those that begin with a `t` share containers. */
const INSTANCES = ['i1', 'i1', 'i1', 'i1', 'i2', 't1', 't2', 't3'];
const MOST_STEPS = 60;

const orders: fc.Arbitrary<Order> = fc
  .record({
    verb: fc.constantFrom<Order['verb'][]>('PUT', 'PUT', 'PUT', 'PATCH', 'PATCH', 'DELETE', 'GET', 'POLL'),
    instanceId: fc.constantFrom(...INSTANCES),
    binding: fc.constantFrom(undefined, undefined, 'b1', 'b1', 'b2'),
    spec: fc.constantFrom<Order['spec'][]>('plain', 'plain', 'plain', 'other', 'bad'),
    isPlanKnown: fc.constantFrom(true, true, true, true, true, true, true, false),
    acceptsIncomplete: fc.constantFrom(true, true, true, false),
  })
  .map(({ binding, ...order }) => ({
    ...order,
    bindingId: binding === undefined || order.verb === 'PATCH' ? undefined : `${order.instanceId}-${binding}`,
  }));

const faults: fc.Arbitrary<PlannedFault> = fc.record({
  kind: fc.constantFrom<PlannedFault['kind'][]>('lost before', 'lost after', 'refused', 'held', 'held', 'held'),
  method: fc.constantFrom<PlannedFault['method'][]>(
    'findImage',
    'ensureNetwork',
    'createContainer',
    'startContainer',
    'updateContainer',
    'findContainer',
    'createExec',
    'runExec',
    'stopContainer',
    'removeContainer',
    'removeVolume',
    'script',
  ),
  nth: fc.constantFrom(0, 0, 0, 1),
});

const requests: fc.Arbitrary<Request> = fc
  .record({
    order: orders,
    via: fc.constantFrom([0], [1], [0], [1], [0, 1]),
    fault: fc.option(faults, { nil: undefined, freq: 2 }),
  })
  .map(toPossible);

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Event>({ name: 'the host goes away' }) },
  { weight: 3, arbitrary: fc.constant<Event>({ name: 'the host is back' }) },
  { weight: 6, arbitrary: fc.constant<Event>({ name: 'the gate opens' }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('a broker restarts' as const), index: fc.nat(1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ name: fc.constant('a container ends' as const), instanceId: fc.constantFrom(...INSTANCES) }),
  },
);

type Command = fc.AsyncCommand<Model, House>;

const requestCommands: fc.Arbitrary<Command> = requests.map((request) => new RequestCommand(request));
const eventCommands: fc.Arbitrary<Command> = events.map((event) => new EventCommand(event));

/** Random lives of a few instances and their bindings, with what goes wrong around them. */
export function histories(replayPath: string | undefined): fc.Arbitrary<Iterable<Command>> {
  return fc.commands<Model, House, false>(
    [requestCommands, requestCommands, requestCommands, requestCommands, eventCommands],
    { maxCommands: MOST_STEPS, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) },
  );
}

/** Scripts cannot be lost or refused by an engine, nor updates, of which no model knows what came then; who cannot poll does not wait at a gate; failures come one at a time. */
function toPossible({ order, via, fault: planned }: Request): Request {
  const isMutation = order.verb === 'PUT' || order.verb === 'PATCH' || order.verb === 'DELETE';
  const fault = isMutation && planned !== undefined ? toPossibleFault(order, planned) : undefined;
  const isSentTwice = isMutation && fault === undefined && order.spec !== 'bad';
  return { order, via: isSentTwice ? via : via.slice(0, 1), fault };
}

/** Of what shares a container only scripts can be held: the container is made by work of its own. */
function toPossibleFault(order: Order, fault: PlannedFault): PlannedFault | undefined {
  const { verb, acceptsIncomplete } = order;
  if (verb === 'PATCH' && fault.kind === 'refused') return undefined;
  const kind = fault.method === 'script' ? 'held' : fault.kind;
  if (kind === 'held' && fault.method !== 'script' && isTenant(order)) return undefined;
  return kind === 'held' && !acceptsIncomplete ? undefined : { ...fault, kind };
}
