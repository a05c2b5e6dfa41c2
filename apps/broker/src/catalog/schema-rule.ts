import draft04 from 'ajv-draft-04';
import { compileSchema } from './compile-schema.js';
import { both, type Fault, jsonOfAtMost, object, oneOf, rule, type ValueRule } from './value-rules.js';

const DRAFT = 'http://json-schema.org/draft-04/schema#';
const MOST_CHARACTERS = 65_536;

const metaSchema = new draft04.default({ strict: false, logger: false });

/** A schema that every platform takes (CAT-31 … CAT-33, CCC-11). */
export const schemaRule: ValueRule = both(
  object({ $schema: oneOf(DRAFT) }, { needs: ['$schema'] }),
  jsonOfAtMost(MOST_CHARACTERS),
  rule((schema) => !refersOutside(schema), 'no "$ref" but those that start with "#"'),
  checkMeta,
  checkCompiles,
);

function checkMeta(schema: unknown): readonly Fault[] {
  if (metaSchema.validateSchema(schema as object) === true) return [];
  // The last is that of the whole; those before it are of branches.
  const error = metaSchema.errors?.at(-1);
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  return [{ path, fault: `allowed is what JSON Schema of draft 04 has there (${error?.message ?? 'invalid'})` }];
}

function checkCompiles(schema: unknown): readonly Fault[] {
  const compiled = compileSchema(schema as object);
  return 'fault' in compiled ? [{ path: '', fault: compiled.fault }] : [];
}

function refersOutside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? !item.startsWith('#') : refersOutside(item),
  );
}
