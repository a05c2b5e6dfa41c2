import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError } from '../osb/osb.errors.js';

const LONGEST_BYTES = 4_096;

type Parameters = Readonly<Record<string, unknown>>;
type Mapped = Pick<ServiceDefinition, 'parameterEnvironment'>;

/** The variables that an instance's parameters become, where its plan says so. */
export function toParameterEnvironment(definition: Mapped, parameters: Parameters): Readonly<Record<string, string>> {
  return Object.fromEntries(mappedOf(definition, parameters).map(([variable, value]) => [variable, String(value)]));
}

/** Those that the container does not get by itself: what is to become of them only a script can say. */
export function withoutMapped({ parameterEnvironment }: Mapped, parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !Object.hasOwn(parameterEnvironment ?? {}, name)),
  );
}

/** Throws `BadRequestError` for a parameter that cannot become the variable that its plan makes of it. */
export function checkParameterEnvironment(definition: Mapped, parameters: Parameters): void {
  for (const [, value, name] of mappedOf(definition, parameters)) {
    const fault = findFault(value);
    if (fault !== undefined)
      throw new BadRequestError(`The parameter ${JSON.stringify(name)} becomes an environment variable: ${fault}.`);
  }
}

/** Null is as nothing (EXT-03). */
function mappedOf({ parameterEnvironment }: Mapped, parameters: Parameters): readonly [string, unknown, string][] {
  return Object.entries(parameterEnvironment ?? {})
    .filter(([name]) => Object.hasOwn(parameters, name) && (parameters[name] ?? null) !== null)
    .map(([name, variable]) => [variable, parameters[name], name]);
}

function findFault(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return undefined;
  if (typeof value !== 'string') return 'allowed is text, a number, true or false';
  // A line break ends a variable for whatever reads an environment line by line, and begins another one.
  if (/[\0\r\n]/.test(value)) return 'allowed is text without line breaks and without NUL';
  return Buffer.byteLength(value) > LONGEST_BYTES ? `allowed is text of up to ${LONGEST_BYTES} bytes` : undefined;
}
