import type { ValidateFunction } from 'ajv-draft-04';
import { withoutDrain } from '../drains/drain-parameter.types.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { PatternTooSlowError } from './bounded-pattern.js';
import type { ParameterSchemas } from './catalog-settings.types.js';
import { compileSchema } from './compile-schema.js';
import { describeViolation } from './describe-violation.js';
import type { ServiceDefinition } from './service-definition.types.js';

/** What parameters are sent for. */
export type ParameterUse = 'create' | 'update' | 'bind';

const SCHEMA_OF: Readonly<Record<ParameterUse, (schemas: ParameterSchemas) => object | undefined>> = {
  create: (schemas) => schemas.service_instance?.create?.parameters,
  update: (schemas) => schemas.service_instance?.update?.parameters,
  bind: (schemas) => schemas.service_binding?.create?.parameters,
};

/**
 * Refuses what the plan's schema does not allow: the very document that the catalog publishes (CAT-34). Throws
 * `BadRequestError`. A plan without a schema takes everything.
 */
export function checkParameters(
  { schemas }: ServiceDefinition,
  use: ParameterUse,
  parameters: Readonly<Record<string, unknown>>,
): void {
  const schema = SCHEMA_OF[use](schemas ?? {});
  if (schema === undefined) return;
  const compiled = compileSchema(schema);
  // It was looked at before it was stored, perhaps by another version: then nobody can tell what it means.
  const checked = use === 'bind' ? parameters : withoutDrain(parameters);
  if ('fault' in compiled || isValid(compiled.validate, checked)) return;
  // The last one is that of the whole; those before it are of branches.
  const violation = compiled.validate.errors?.at(-1);
  if (violation !== undefined) throw new BadRequestError(describeViolation(violation));
}

function isValid(validate: ValidateFunction, parameters: object): boolean {
  try {
    return validate(parameters);
  } catch (error) {
    if (!(error instanceof PatternTooSlowError)) throw error;
    throw new BadRequestError(
      'The parameters take too long to compare with a pattern of the plan. Send shorter texts.',
    );
  }
}
