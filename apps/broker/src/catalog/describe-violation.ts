import type { ErrorObject } from 'ajv-draft-04';

type Describe = (params: Readonly<Record<string, unknown>>, error: ErrorObject) => string;

const MOST_NAMED = 20;
const LONGEST_NAME = 64;
const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const COMPARISONS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
};

/** What follows the place, by the keyword of the schema that is not met. */
const KEYWORDS: Readonly<Record<string, Describe>> = {
  required: ({ missingProperty }) => ` needs ${named(missingProperty)}.`,
  dependencies: ({ missingProperty, property }) => ` needs ${named(missingProperty)} beside ${named(property)}.`,
  additionalProperties: ({ additionalProperty }, { parentSchema }) =>
    `${toStep(String(additionalProperty))} is not known; ${listKnown(parentSchema)}.`,
  enum: ({ allowedValues }) => ` must be ${listAllowed(allowedValues as readonly unknown[])}.`,
  type: ({ type }) => ` must be ${toTypes(type)}.`,
  minimum: ({ comparison, limit }) => ` must be ${toComparison(comparison)} ${String(limit)}.`,
  maximum: ({ comparison, limit }) => ` must be ${toComparison(comparison)} ${String(limit)}.`,
  multipleOf: ({ multipleOf }) => ` must be a multiple of ${String(multipleOf)}.`,
  minLength: ({ limit }) => ` must have at least ${String(limit)} characters.`,
  maxLength: ({ limit }) => ` must have at most ${String(limit)} characters.`,
  minItems: ({ limit }) => ` must have at least ${String(limit)} items.`,
  maxItems: ({ limit }) => ` must have at most ${String(limit)} items.`,
  additionalItems: ({ limit }) => ` must have at most ${String(limit)} items.`,
  minProperties: ({ limit }) => ` must have at least ${String(limit)} properties.`,
  maxProperties: ({ limit }) => ` must have at most ${String(limit)} properties.`,
  uniqueItems: () => ' must not have an item twice.',
  pattern: ({ pattern }) => ` must match ${String(pattern)}.`,
  format: ({ format }) => ` must be of the format ${named(format)}.`,
};

/**
 * Where parameters do not fit their schema, and what is allowed there, which the catalog says anyway. What was sent is not
 * repeated, it may be a secret; but for the names of properties.
 */
export function describeViolation(error: ErrorObject): string {
  const place = error.instancePath.split('/').slice(1).map(unescape).map(toStep).join('');
  const describe = KEYWORDS[error.keyword];
  const rest =
    describe?.(error.params as Record<string, unknown>, error) ?? ' has a form that the plan does not allow.';
  return `parameters${place}${rest}`;
}

/** `.size`, `[0]`, or `["odd name"]`. */
function toStep(name: string): string {
  if (/^\d{1,9}$/.test(name)) return `[${name}]`;
  return PLAIN_NAME.test(name) && name.length <= LONGEST_NAME ? `.${name}` : `[${named(name)}]`;
}

function named(name: unknown): string {
  const text = String(name);
  return JSON.stringify(text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text);
}

/** As JSON pointers write names. */
function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function listKnown(schema: unknown): string {
  const { properties = {} } = schema as { readonly properties?: object };
  const names = Object.keys(properties);
  return names.length === 0 ? 'none is allowed there' : `allowed are ${join(names)}`;
}

function listAllowed(values: readonly unknown[]): string {
  return values.length === 1 ? join(values) : `one of ${join(values)}`;
}

function join(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_NAMED).map((value) => JSON.stringify(value));
  return [...shown, ...(values.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

function toTypes(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(',');
  return types.map((one) => TYPES[String(one)] ?? String(one)).join(' or ');
}

function toComparison(comparison: unknown): string {
  return COMPARISONS[String(comparison)] ?? String(comparison);
}
