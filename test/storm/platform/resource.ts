import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from '../../support/osb-client.js';

/** What a platform believes of what it has ordered. `unknown`: it must ask. */
export type Belief = 'exists' | 'gone' | 'unknown';

/** What a platform asks for. */
export interface Order {
  readonly service_id: string;
  readonly plan_id: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An instance or a binding in its platform's books. */
export class Resource {
  belief: Belief = 'unknown';
  /** What GET said first once it was there, as a text. */
  firstAnswer: string | undefined;
  credentials: Credentials | undefined;
  /** What it may have become instead of its order, by an update of which nobody has said what came of it. */
  maybe: Order | undefined;
  /** A request for it may still be on its way, though nobody waits for it any more. */
  hasHungUp = false;
  readonly bindings: Resource[] = [];
  readonly history: string[] = [];

  constructor(
    readonly id: string,
    readonly path: string,
    public order: Order,
  ) {}

  note(what: string): void {
    this.history.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
  }

  /** An update has come true. */
  become(order: Order): void {
    this.order = order;
    this.firstAnswer = undefined;
  }

  /** Whether GET may say this of an instance. */
  mayBe({ plan_id, parameters }: Partial<Order>): boolean {
    return [this.order, this.maybe].some(
      (order) => order?.plan_id === plan_id && isDeepStrictEqual(order?.parameters, parameters),
    );
  }

  /** Whether it shares its container with others. */
  get isTenant(): boolean {
    return this.order.service_id === 'crowd';
  }

  /** All of it is gone with it. */
  bury(): void {
    this.belief = 'gone';
    this.maybe = undefined;
    for (const binding of this.bindings) binding.belief = 'gone';
  }
}

export type Service = 'redis' | 'crowd';

/** Of a `crowd` several share a container. */
export function newInstance(id: string, service: Service = 'redis'): Resource {
  const owner = { organization_guid: 'org', space_guid: 'space' };
  const order = { service_id: service, plan_id: `${service}_100`, ...owner, parameters: { maxmemory: id } };
  return new Resource(id, `/v2/service_instances/${id}`, order);
}

export function newBinding(instance: Resource): Resource {
  const id = `${instance.id}-b${instance.bindings.length + 1}`;
  const binding = new Resource(id, `${instance.path}/service_bindings/${id}`, {
    ...{ service_id: instance.order.service_id, plan_id: instance.order.plan_id, parameters: {} },
  });
  instance.bindings.push(binding);
  return binding;
}
