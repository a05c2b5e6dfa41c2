import { isDeepStrictEqual } from 'node:util';
import type { DeclaredDefinition } from './declared-definition.js';
import { maskSecrets } from './secret-values.js';

interface PlanName {
  readonly service: unknown;
  readonly plan: unknown;
}

/** One place that is different; without `from` it is new, without `to` it is gone. Secrets are `***` on both sides. */
interface Change {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface CatalogDiff {
  readonly added: readonly PlanName[];
  readonly changed: readonly (PlanName & { readonly changes: readonly Change[] })[];
  readonly removed: readonly PlanName[];
  readonly unchanged: readonly PlanName[];
  /** The plans that stay are in another order. */
  readonly reordered: boolean;
}

type Definitions = readonly DeclaredDefinition[];

/** What makes one catalog of the other. */
export function compareCatalogs(before: Definitions, after: Definitions): CatalogDiff {
  const pairs = after.map((to) => ({ to, from: before.find((one) => isSamePlan(one, to)) }));
  const staying = pairs.flatMap(({ from, to }) => (from === undefined ? [] : [{ from, to }]));
  const compared = staying.map(({ from, to }) => ({ ...nameOf(to), changes: listChanges(from, to) }));
  const kept = before.filter((one) => after.some((other) => isSamePlan(one, other)));
  return {
    added: pairs.filter(({ from }) => from === undefined).map(({ to }) => nameOf(to)),
    changed: compared.filter(({ changes }) => changes.length > 0),
    removed: before.filter((one) => !kept.includes(one)).map(nameOf),
    unchanged: compared.filter(({ changes }) => changes.length === 0).map(({ service, plan }) => ({ service, plan })),
    reordered: !isDeepStrictEqual(
      kept,
      staying.map(({ from }) => from),
    ),
  };
}

/** Whether nothing would be written. */
export function isEmptyDiff({ added, changed, removed, reordered }: CatalogDiff): boolean {
  return added.length + changed.length + removed.length === 0 && !reordered;
}

export function isSamePlan(one: DeclaredDefinition, other: DeclaredDefinition): boolean {
  return one['name'] === other['name'] && one['plan'] === other['plan'];
}

function nameOf({ name, plan }: DeclaredDefinition): PlanName {
  return { service: name, plan };
}

/** A value and the same with its secrets masked. */
interface Shown {
  readonly value: unknown;
  readonly shown: unknown;
}

function listChanges(from: DeclaredDefinition, to: DeclaredDefinition): readonly Change[] {
  return compare({ value: from, shown: maskSecrets(from) }, { value: to, shown: maskSecrets(to) }, '');
}

function compare(from: Shown, to: Shown, path: string): readonly Change[] {
  if (isDeepStrictEqual(from.value, to.value)) return [];
  if (!isMap(from.value) || !isMap(to.value)) {
    const one = from.value === undefined ? {} : { from: from.shown };
    return [{ path, ...one, ...(to.value === undefined ? {} : { to: to.shown }) }];
  }
  const keys = new Set([...Object.keys(from.value), ...Object.keys(to.value)]);
  return [...keys].flatMap((key) => compare(at(from, key), at(to, key), path === '' ? key : `${path}.${key}`));
}

function at({ value, shown }: Shown, key: string): Shown {
  return { value: valueAt(value, key), shown: valueAt(shown, key) };
}

function valueAt(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
