import { isDeepStrictEqual } from 'node:util';
import { type Secrecy, settingsOf } from '#configuration';
import { ServiceDefinition } from '../service-definition.types.js';
import type { Fault } from '../value-rules.js';
import type { DeclaredDefinition } from './declared-definition.js';

/** Stands for a secret that is not shown. It is never stored as one. */
const MASK = '***';

const NO_SECRET = `is "${MASK}", which stands for a secret that is stored already, but there is none; say the secret itself`;
const OTHER_LIST = `is a list with "${MASK}" in it, but not as it was shown; say all secrets in it`;

type Visit = (leaf: unknown, path: readonly string[]) => unknown;

/** The definition with `***` in place of each secret; the keys stay. */
export function maskSecrets(definition: DeclaredDefinition): DeclaredDefinition {
  return mapSecrets(definition, () => MASK);
}

/**
 * The definition with the stored secret in place of each `***`, so that what was read can be changed and put back. A list
 * is taken as it is stored or not at all: in another order, secrets would come to the wrong places.
 */
export function restoreSecrets(
  definition: DeclaredDefinition,
  stored: DeclaredDefinition | undefined,
): { readonly definition: DeclaredDefinition; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const restored = mapSecrets(definition, (given, path) => {
    if (!holdsMask(given)) return given;
    const kept = path.reduce<unknown>(stepInto, stored);
    const isKnown = isDeepStrictEqual(given, maskAt(stored, path)) && kept !== undefined;
    if (!isKnown) faults.push({ path: path.join('.'), fault: Array.isArray(given) ? OTHER_LIST : NO_SECRET });
    return isKnown ? kept : given;
  });
  return { definition: restored, faults };
}

/** Every place of a secret where `***` stands. */
export function findMasks(definition: DeclaredDefinition): readonly Fault[] {
  return restoreSecrets(definition, undefined).faults;
}

/** `visit` sees each secret leaf, and each list of them as a whole. */
function mapSecrets(definition: DeclaredDefinition, visit: Visit): DeclaredDefinition {
  const secrecy = new Map(settingsOf(ServiceDefinition).map(({ name, secret }) => [name, secret]));
  return Object.fromEntries(
    Object.entries(definition).map(([name, value]) => {
      const secret = secrecy.get(name);
      return [name, secret === undefined ? value : mapValue(value, secret, { path: [name], visit })];
    }),
  );
}

interface Walk {
  readonly path: readonly string[];
  readonly visit: Visit;
}

function mapValue(value: unknown, secret: Secrecy, { path, visit }: Walk): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return mapList(value, secret, { path, visit });
  if (typeof value !== 'object') return secret === true ? visit(value, path) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const below = secret === true || secret.includes(key) ? true : secret;
      return [key, mapValue(item, below, { path: [...path, key], visit })];
    }),
  );
}

/** Seen as a whole where a secret is to be restored; masked item by item. */
function mapList(list: readonly unknown[], secret: Secrecy, { path, visit }: Walk): unknown {
  const masked = maskList(list, secret);
  const seen = visit(list, path);
  return seen === MASK ? masked : seen;
}

function maskList(list: readonly unknown[], secret: Secrecy): readonly unknown[] {
  return list.map((item) => mapValue(item, secret, { path: [], visit: () => MASK }));
}

function maskAt(stored: DeclaredDefinition | undefined, path: readonly string[]): unknown {
  return stored === undefined ? undefined : path.reduce<unknown>(stepInto, maskSecrets(stored));
}

function holdsMask(value: unknown): boolean {
  if (value === MASK) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMask);
}

function stepInto(value: unknown, key: string): unknown {
  const isWithin = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isWithin ? (value as Record<string, unknown>)[key] : undefined;
}
