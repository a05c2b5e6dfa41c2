import type fc from 'fast-check';
import { expect } from 'vitest';
import type { House, PlannedFault } from './house.js';
import { keyOf, type Model } from './model.js';
import type { Order, State, Verb } from './order.types.js';
import { isTenant } from './plans.js';

/** A request with what goes wrong in its work, and the brokers that get it: two of them at the same moment. */
export interface Request {
  readonly order: Order;
  readonly via: readonly number[];
  readonly fault: PlannedFault | undefined;
}

const SENT_TWICE = [200, 410];
/** Who asks again while it lasts is told of the same operation. */
const REPEATED: Readonly<Partial<Record<Verb, State>>> = { PUT: 'creating', PATCH: 'updating', DELETE: 'deleting' };

export class RequestCommand implements fc.AsyncCommand<Model, House> {
  constructor(private readonly request: Request) {}

  /** While work stands at its gate nobody asks for what would have to wait for it as well. */
  check(model: Readonly<Model>): boolean {
    const { order } = this.request;
    const isDeletedWithInstance = order.bindingId !== undefined && model.stateOf(order.instanceId) === 'deleting';
    if (mayBeGone(model, order)) return false;
    if (isRead(order)) return !isDeletedWithInstance;
    if (!isCalm(model) && !order.acceptsIncomplete) return false;
    const isFree = model.held === undefined || model.held === keyOf(order) || endsHeldWork(model, order);
    return isFree && !(order.verb === 'PUT' && waitsForInstance(model, order));
  }

  async run(model: Model, house: House): Promise<void> {
    const { order, via, fault } = this.request;
    const before = model.stateOf(keyOf(order));
    const sent = await house.send(
      { ...order, instanceSpec: model.specOf(order.instanceId) },
      via,
      isCalm(model) ? fault : undefined,
    );
    const due = model.due(order, before, order.spec === 'bad' || sent.wasRefused);

    const fitting = via.length > 1 ? [...due, ...SENT_TWICE] : due;
    for (const { status } of sent.answers) expect(fitting, `${this.toString()}, ${before} before`).toContain(status);
    this.checkBody(model, before, sent.answers[0]?.body);
    const isLetGo = endsHeldWork(model, order);
    if (isLetGo) await letGo(model, house);
    model.take(order, before, isLetGo ? { ...sent, stuck: undefined } : sent);
  }

  toString(): string {
    const { order, via, fault } = this.request;
    const { verb, spec, isPlanKnown, acceptsIncomplete } = order;
    const how = verb === 'PUT' || verb === 'PATCH' ? ` ${spec}${isPlanKnown ? '' : ' of an unknown plan'}` : '';
    const wrong = fault === undefined ? '' : ` (${fault.method} ${fault.kind} at ${fault.nth})`;
    return `${verb} ${keyOf(order)}${how}${acceptsIncomplete ? '' : ' sync'} via ${via.join('+')}${wrong}`;
  }

  private checkBody(model: Model, before: State, body: unknown): void {
    const { order } = this.request;
    if (order.verb === 'GET') model.remember(keyOf(order), body);
    const state = order.verb === 'POLL' ? model.polled(order) : undefined;
    if (state !== undefined) expect(body).toMatchObject({ state });
    const operation = (body as { operation?: string }).operation;
    const isRepeated = before === REPEATED[order.verb] && operation !== undefined;
    if (isRepeated) expect(operation).toBe(model.things.get(keyOf(order))?.operation);
  }
}

async function letGo(model: Model, house: House): Promise<void> {
  model.held = undefined;
  await house.release();
}

/** What is answered then depends on how far the instance's work has come. */
function waitsForInstance(model: Readonly<Model>, { instanceId, bindingId }: Order): boolean {
  return bindingId !== undefined && ['deleting', 'updating'].includes(model.stateOf(instanceId));
}

function isRead({ verb }: Order): boolean {
  return verb === 'GET' || verb === 'POLL';
}

/** A tenant whose house has no container yet is gone at once, though its host is away; any other waits for the host. */
function mayBeGone(model: Readonly<Model>, order: Order): boolean {
  return model.isHostAway && isTenant(order) && model.stateOf(order.instanceId) === 'deleting';
}

function isCalm({ held, isHostAway }: Readonly<Model>): boolean {
  return held === undefined && !isHostAway;
}

/** A deletion overtakes what is held: it need not wait for a script in a container that goes with the instance. */
function endsHeldWork(model: Readonly<Model>, { verb, instanceId, bindingId }: Order): boolean {
  if (verb !== 'DELETE' || bindingId !== undefined) return false;
  const isUpdateHeld = model.held === instanceId && model.stateOf(instanceId) === 'updating';
  return isUpdateHeld || model.held?.startsWith(`${instanceId}/`) === true;
}
