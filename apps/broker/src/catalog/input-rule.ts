import { DRAIN_PARAMETER } from '../drains/drain-parameter.types.js';
import { both, type Fault, mapOf, match, object, rule, type ValueRule } from './value-rules.js';

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,62}$/;
const NAME_ALLOWED = '1 to 63 letters, digits, "_" and "-", the first no "-"';
/** The names by which scripts are told of the instance (docs/image-contract.md) are no parameter's. */
const VARIABLE =
  /^(?!(?:INSTANCE_ID|BINDING_ID|SERVICE|PLAN|PREVIOUS_PLAN|HOST|PORT_\d+|USERNAME|PASSWORD)$)[A-Za-z_]\w{0,127}$/;
const MOST_VARIABLES = 50;
const DEPTH_LIMIT = 32;

const LOGIN_PLACEHOLDER = /\$(?:USERNAME|PASSWORD|DBNAME)/;
const IN_OWN_CONTAINERS = 'needs a container for each instance: "numinstances" 1, and no "containername"';

const name = match(NAME, NAME_ALLOWED);

/** A password that a plan says would be that of all its instances: there is no word for it. */
const generated = object({ username: name, dbname: name }, { isClosed: true });

const parameterEnvironment = both(
  mapOf(match(VARIABLE, 'the name of a variable, of letters, digits and "_", and none that scripts get')),
  rule((value) => Object.keys(value as object).length <= MOST_VARIABLES, `at most ${MOST_VARIABLES} parameters`, {
    maxProperties: MOST_VARIABLES,
  }),
  rule(
    (value) => !Object.hasOwn(value as object, DRAIN_PARAMETER),
    `no "${DRAIN_PARAMETER}", which is the broker's own parameter`,
  ),
  rule((value) => isWithoutTwin(Object.values(value as object)), 'no variable twice'),
);

interface Said {
  readonly generated?: unknown;
  readonly parameterEnvironment?: Readonly<Record<string, string>>;
  readonly numInstances?: number;
  readonly containerName?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly command?: unknown;
  readonly entrypoint?: unknown;
  readonly credentials?: unknown;
  readonly dashboardUrl?: unknown;
}

/** What a definition says of logins and parameters for its containers, where kinds alone say too little. */
export const inputRule: ValueRule = both(
  object({ generated, parameterEnvironment }),
  refuseContainersOfOthers,
  refuseHalfLogins,
  refuseTwoSources,
);

/** One instance's login and parameters are nothing for others in the same container. Without one that is named, 0 is as 1. */
function refuseContainersOfOthers(definition: unknown): readonly Fault[] {
  const { numInstances = 1, containerName = '' } = definition as Said;
  if (numInstances <= 1 && containerName === '') return [];
  const fields = ['generated', 'parameterEnvironment'] as const;
  return fields
    .filter((field) => (definition as Said)[field] !== undefined)
    .map((path) => ({ path, fault: IN_OWN_CONTAINERS }));
}

function refuseHalfLogins(definition: unknown): readonly Fault[] {
  const said = definition as Said;
  return said.generated === undefined ? refusePlaceholders(said) : refuseIdleLogin(said);
}

/** Applications would be given the placeholder itself. */
function refusePlaceholders({ credentials, dashboardUrl }: Said): readonly Fault[] {
  const texts = [...textsOf(credentials, 'credentials'), ...textsOf(dashboardUrl, 'dashboardUrl')];
  return texts
    .filter(({ text }) => LOGIN_PLACEHOLDER.test(text))
    .map(({ path }) => ({ path, fault: 'has "$USERNAME", "$PASSWORD" or "$DBNAME", which needs "generated"' }));
}

/** A login that the service or its applications never hear of. */
function refuseIdleLogin({ credentials, environment, command, entrypoint }: Said): readonly Fault[] {
  if (credentials === undefined)
    return [{ path: 'generated', fault: 'needs "credentials", which give the login to applications' }];
  const isHandedOver = textsOf([environment, command, entrypoint], '').some(({ text }) => text.includes('$PASSWORD'));
  if (isHandedOver) return [];
  const fault = 'needs "$PASSWORD" in "environment", "command" or "entrypoint", so that the service knows it';
  return [{ path: 'generated', fault }];
}

/** Users never override what the plan says. */
function refuseTwoSources(definition: unknown): readonly Fault[] {
  const { environment = {}, parameterEnvironment: mapped = {} } = definition as Said;
  return Object.entries(mapped)
    .filter(([, variable]) => Object.hasOwn(environment, variable))
    .map(([parameter]) => ({
      path: `parameterEnvironment.${parameter}`,
      fault: 'is in "environment" too; allowed is one of both',
    }));
}

interface FoundText {
  readonly path: string;
  readonly text: string;
}

function textsOf(value: unknown, path: string, depth = 0): readonly FoundText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null || depth > DEPTH_LIMIT) return [];
  const stepTo = (key: string): string => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, stepTo(key), depth + 1));
}

function isWithoutTwin(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
