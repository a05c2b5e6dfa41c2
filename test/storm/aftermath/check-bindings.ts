import type { Violation } from '../findings.js';
import type { Resource } from '../platform/resource.js';
import type { Aftermath } from './aftermath.types.js';

/**
 * N4, as far as rows and logins go: what is bound is stored as ready, and has one login; there are no others. Who shared a
 * container leaves none there.
 */
export function checkBindings(aftermath: Aftermath): readonly Violation[] {
  return aftermath.instances.flatMap((instance) =>
    instance.belief === 'exists' ? checkInstance(instance, aftermath) : checkGone(instance, aftermath),
  );
}

function checkGone({ id }: Resource, { logins }: Aftermath): readonly Violation[] {
  return compareLogins(id, [], logins.get(id) ?? []);
}

function checkInstance({ id, bindings }: Resource, { stored, logins }: Aftermath): readonly Violation[] {
  const bound = bindings.filter(({ belief }) => belief === 'exists');
  const rows = stored.bindings.filter((row) => row.instance_id === id && row.state !== 'failed');
  const names = logins.get(id) ?? [];
  const missing = bound
    .filter((binding) => !rows.some((row) => row.id === binding.id && row.state === 'ready'))
    .map((binding) => ({ id: binding.id, what: 'lost: the binding is not ready in the database' }));
  const extra = rows
    .filter((row) => !bound.some((binding) => binding.id === row.id))
    .map((row) => ({ id: row.id, what: `leaked: a binding that its platform does not know, ${row.state}` }));
  return [...missing, ...extra, ...compareLogins(id, bound, names)];
}

function compareLogins(id: string, bound: readonly Resource[], names: readonly string[]): readonly Violation[] {
  const own = bound.map(({ credentials }) => credentials?.['username'] ?? '');
  const missing = bound
    .filter(({ credentials }) => !names.includes(credentials?.['username'] ?? ''))
    .map((binding) => ({ id: binding.id, what: 'lost: the service has no such login' }));
  const extra = names
    .filter((name) => !own.includes(name))
    .map((name) => ({ id, what: `leaked: the service has a login that belongs to no binding: ${name}` }));
  return [...missing, ...extra];
}
