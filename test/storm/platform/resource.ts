import type { Credentials } from '../../support/osb-client.js';

/** What a platform believes of what it has ordered. `unknown`: it must ask. */
export type Belief = 'exists' | 'gone' | 'unknown';

/** An instance or a binding in its platform's books. */
export class Resource {
  belief: Belief = 'unknown';
  /** What GET said first once it was there, as a text. */
  firstAnswer: string | undefined;
  credentials: Credentials | undefined;
  /** A request for it may still be on its way, though nobody waits for it any more. */
  hasHungUp = false;
  readonly bindings: Resource[] = [];
  readonly history: string[] = [];

  constructor(
    readonly id: string,
    readonly path: string,
    readonly order: Readonly<Record<string, unknown>>,
  ) {}

  note(what: string): void {
    this.history.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
  }

  /** All of it is gone with it. */
  bury(): void {
    this.belief = 'gone';
    for (const binding of this.bindings) binding.belief = 'gone';
  }
}

const SERVICE = { service_id: 'redis', plan_id: 'redis_100' };

export function newInstance(id: string): Resource {
  const owner = { organization_guid: 'org', space_guid: 'space' };
  return new Resource(id, `/v2/service_instances/${id}`, { ...SERVICE, ...owner, parameters: { maxmemory: id } });
}

export function newBinding(instance: Resource): Resource {
  const id = `${instance.id}-b${instance.bindings.length + 1}`;
  const binding = new Resource(id, `${instance.path}/service_bindings/${id}`, SERVICE);
  instance.bindings.push(binding);
  return binding;
}
