import type { JsonSchema } from './json-schema.types.js';

/** What class-validator keeps of one decorator. */
export interface Check {
  readonly name?: string | undefined;
  readonly constraints?: readonly unknown[];
  readonly constraintCls: unknown;
}

type Translate = (first: unknown, second: unknown) => JsonSchema;

const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isArray: () => ({ type: 'array' }),
  isObject: () => ({ type: 'object' }),
  isNotEmptyObject: () => ({ type: 'object', minProperties: 1 }),
  isNotEmpty: () => ({ not: { const: '' } }),
  isIn: (values) => ({ enum: values }),
  equals: (value) => ({ const: value }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  isLength: (minLength, maxLength) => ({ minLength, ...(maxLength === undefined ? {} : { maxLength }) }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  matches: (pattern) => ({ pattern: toPattern(pattern as RegExp) }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/**
 * What one decorator of class-validator asks for. A rule of our own says it by a static `schema`; where it has none, the
 * schema allows more than the rule. Throws for a decorator that has no row here, so that none is left out in silence.
 */
export function toCheckSchema({ name, constraints = [], constraintCls }: Check): JsonSchema {
  if (name === undefined) return ownSchema(constraintCls);
  const translate = TRANSLATIONS[name];
  if (translate === undefined) throw new Error(`JSON Schema has no translation of the check "${name}" yet.`);
  return translate(constraints[0], constraints[1]);
}

/** JSON Schema has no flags; patterns are read as with `u`. */
export function toPattern({ source, flags }: RegExp): string {
  if (/[^u]/.test(flags)) throw new Error(`The pattern ${source} has flags that JSON Schema cannot say.`);
  return source;
}

function ownSchema(rule: unknown): JsonSchema {
  return typeof rule === 'function' && 'schema' in rule ? (rule.schema as JsonSchema) : {};
}
