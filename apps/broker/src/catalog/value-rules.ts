import { type JsonSchema, mergeSchemas, toPattern } from '#configuration';

/** What is wrong with a value, and where in it; the value itself is never named. */
export interface Fault {
  /** Within the value: `create.parameters`, `[2].unit`; empty for the whole. */
  readonly path: string;
  readonly fault: string;
}

/** All that is wrong with a value, whatever its type. */
export interface ValueRule {
  (value: unknown): readonly Fault[];
  /** The same as a JSON Schema, as far as one can say it; it never refuses what the rule allows. */
  readonly schema?: JsonSchema;
}

interface ObjectShape {
  readonly needs?: readonly string[];
  /** Refuses keys that have no rule. */
  readonly isClosed?: boolean;
}

/** A rule from a question and the end of the sentence «allowed is …». */
export function rule(isAllowed: (value: unknown) => boolean, allowed: string, schema: JsonSchema = {}): ValueRule {
  return told((value) => (isAllowed(value) ? [] : [{ path: '', fault: `allowed is ${allowed}` }]), schema);
}

export const anyText = rule((value) => typeof value === 'string', 'text', { type: 'string' });

export const truth = rule((value) => typeof value === 'boolean', 'true or false', { type: 'boolean' });

export const finiteNumber = rule((value) => Number.isFinite(value), 'a number', { type: 'number' });

/** Not blank: what is made of spaces alone counts as missing with platforms (CCC-02). */
export function text(most: number): ValueRule {
  const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= most;
  const schema = { type: 'string', minLength: 1, maxLength: most, pattern: String.raw`\S` };
  return rule(isText, `text of 1 to ${most} characters, not of spaces alone`, schema);
}

export function match(pattern: RegExp, allowed: string): ValueRule {
  const schema = { type: 'string', pattern: toPattern(pattern) };
  return rule((value) => typeof value === 'string' && pattern.test(value), allowed, schema);
}

export function wholeNumber(least: number, most: number): ValueRule {
  const isWithin = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  const schema = { type: 'integer', minimum: least, maximum: most };
  return rule(isWithin, `a whole number from ${least} to ${most}`, schema);
}

export function oneOf(...values: readonly string[]): ValueRule {
  const names = values.map((value) => JSON.stringify(value)).join(', ');
  const allowed = values.length === 1 ? names : `one of ${names}`;
  return rule((value) => values.includes(value as string), allowed, { enum: values });
}

/** As JSON at most so many characters. */
export function jsonOfAtMost(most: number): ValueRule {
  return rule((value) => JSON.stringify(value).length <= most, `at most ${most} characters of JSON`);
}

export function list(item: ValueRule): ValueRule {
  const check = (value: unknown): readonly Fault[] =>
    Array.isArray(value)
      ? value.flatMap((one, index) => below(`[${index}]`, item(one)))
      : [{ path: '', fault: 'allowed is a list' }];
  return told(check, { type: 'array', items: item.schema ?? {} });
}

/** An object whose keys are free, with one rule for all values. */
export function mapOf(item: ValueRule): ValueRule {
  const check = (value: unknown): readonly Fault[] =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, one]) => below(key, item(one)))
      : [{ path: '', fault: 'allowed is an object' }];
  return told(check, { type: 'object', additionalProperties: item.schema ?? {} });
}

export function object(rules: Readonly<Record<string, ValueRule>>, shape: ObjectShape = {}): ValueRule {
  const check = (value: unknown): readonly Fault[] => {
    if (!isObject(value)) return [{ path: '', fault: `allowed is ${describeShape(rules, shape)}` }];
    const missing = (shape.needs ?? []).filter((key) => !Object.hasOwn(value, key));
    return [
      ...missing.map((key) => ({ path: key, fault: describeMissing(rules[key]) })),
      ...Object.entries(value).flatMap(([key, one]) => {
        const known = Object.hasOwn(rules, key) ? rules[key] : shape.isClosed === true ? unknownKey(rules) : undefined;
        return known === undefined ? [] : below(key, known(one));
      }),
    ];
  };
  return told(check, toObjectSchema(rules, shape));
}

/** Each rule is asked only where those before it found nothing. */
export function both(...rules: readonly ValueRule[]): ValueRule {
  const check = (value: unknown): readonly Fault[] => {
    for (const one of rules) {
      const faults = one(value);
      if (faults.length > 0) return faults;
    }
    return [];
  };
  return told(check, rules.map(({ schema }) => schema ?? {}).reduce(mergeSchemas, {}));
}

function told(check: ValueRule, schema: JsonSchema): ValueRule {
  return Object.assign((value: unknown) => check(value), { schema });
}

function toObjectSchema(
  rules: Readonly<Record<string, ValueRule>>,
  { needs = [], isClosed = false }: ObjectShape,
): JsonSchema {
  const properties = Object.fromEntries(Object.entries(rules).map(([key, { schema }]) => [key, schema ?? {}]));
  return {
    type: 'object',
    ...(needs.length === 0 ? {} : { required: needs }),
    properties,
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

function unknownKey(rules: Readonly<Record<string, ValueRule>>): ValueRule {
  return () => [{ path: '', fault: `is not known; allowed is ${namesOf(rules)}` }];
}

function describeShape(rules: Readonly<Record<string, ValueRule>>, { isClosed = false }: ObjectShape): string {
  return isClosed ? `an object of ${namesOf(rules)}` : 'an object';
}

function describeMissing(needed?: ValueRule): string {
  return ['is missing', ...(needed?.(undefined) ?? []).slice(0, 1).map(({ fault }) => fault)].join('; ');
}

function namesOf(rules: Readonly<Record<string, ValueRule>>): string {
  return Object.keys(rules)
    .map((key) => JSON.stringify(key))
    .join(', ');
}

function below(path: string, faults: readonly Fault[]): readonly Fault[] {
  return faults.map((one) => ({
    ...one,
    path: one.path === '' || one.path.startsWith('[') ? path + one.path : `${path}.${one.path}`,
  }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
