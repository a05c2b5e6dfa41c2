import { readStrings } from '../../../libs/docker-driver/src/read-answer.js';
import { EngineFailure } from './engine-failure.js';
import type { Labels } from './fake-docker.types.js';

/** The query's `filters`: several words of one filter, and the filters that are known. Others are refused as by an engine. */
export function readFilters<Name extends string>(
  query: URLSearchParams,
  known: readonly Name[],
): Readonly<Record<Name, readonly string[]>> {
  const given = Object.entries(JSON.parse(query.get('filters') ?? '{}') as Record<string, unknown>);
  const unknown = given.find(([name]) => !known.includes(name as Name));
  if (unknown !== undefined) throw new EngineFailure(400, `Invalid filter '${unknown[0]}'`);
  const none = known.map((name) => [name, []]);
  const said = given.map(([name, words]) => [name, readStrings(words, 'a filter')]);
  return Object.fromEntries([...none, ...said]) as Record<Name, readonly string[]>;
}

/** `key` or `key=value`; all of them must fit. */
export function hasLabels(labels: Labels, wanted: readonly string[]): boolean {
  return wanted.every((label) => {
    const equals = label.indexOf('=');
    if (equals === -1) return label in labels;
    return labels[label.slice(0, equals)] === label.slice(equals + 1);
  });
}

/** An engine takes each word for a part of the name, or all of it; of several, one must fit. */
export function hasName(name: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((part) => name.includes(part.replace(/^\^?\/?|\$$/g, '')));
}
