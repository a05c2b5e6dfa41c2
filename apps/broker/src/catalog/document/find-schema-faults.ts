import ajv from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv';
import type { Fault } from '../value-rules.js';
import { DOCUMENT_SCHEMA, SCHEMA_FILE } from './definition-schema.js';

const compiler = new ajv.default({ strict: false, allErrors: true, verbose: true, logger: false });
const validate = compiler.compile(DOCUMENT_SCHEMA);

/** What the published schema has against a document whose keys are spelt as declared. */
export function findSchemaFaults(document: unknown): readonly Fault[] {
  return validate(document) ? [] : (validate.errors ?? []).map(toFault);
}

function toFault({ instancePath, keyword, params, parentSchema, message }: ErrorObject): Fault {
  const steps = instancePath.split('/').slice(1).map(unescapeStep);
  const place = (more: readonly string[]): string => toPath([...steps, ...more]);
  const { additionalProperty, missingProperty } = params as Readonly<Record<string, string | undefined>>;
  if (additionalProperty !== undefined)
    return { path: place([additionalProperty]), fault: `is not known; allowed is ${listNames(parentSchema)}` };
  if (missingProperty !== undefined) return { path: place([missingProperty]), fault: 'is missing' };
  const values = keyword === 'enum' ? (params['allowedValues'] as unknown[]) : undefined;
  if (values !== undefined) return { path: place([]), fault: `allowed is one of ${listValues(values)}` };
  return { path: place([]), fault: `allowed is what ${SCHEMA_FILE} has there: it ${message ?? 'does not fit'}` };
}

/** `services[0].memory`. */
function toPath(steps: readonly string[]): string {
  return steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}${path && '.'}${step}`), '');
}

function listNames(schema: unknown): string {
  const { properties = {} } = schema as { readonly properties?: object };
  return listValues(Object.keys(properties));
}

function listValues(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
