import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema.types.js';

/** Both at once: where they say the same keyword differently, the second one's goes into `allOf`; types are the first's. */
export function mergeSchemas(one: JsonSchema, other: JsonSchema): JsonSchema {
  const isSaid = ([key, value]: [string, unknown]): boolean =>
    key in one && (key === 'type' || isDeepStrictEqual(one[key], value));
  const news = Object.entries(other).filter((entry) => !isSaid(entry));
  const added = Object.fromEntries(news.filter(([key]) => !(key in one)));
  const clashing = news.filter(([key]) => key in one).map(([key, value]) => ({ [key]: value }));
  return { ...one, ...added, ...(clashing.length === 0 ? {} : { allOf: clashing }) };
}

/** The same, or `null`, which counts as not given. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema;
  return {
    ...schema,
    ...(type === undefined ? {} : { type: [...[type].flat(), 'null'] }),
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
  };
}
