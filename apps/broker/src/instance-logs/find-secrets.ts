import type { InstanceRequest, ServiceBinding } from '#persistence';
import { toInstanceDefinition } from '../operations/instance-definition.types.js';
import { fillPlaceholders } from '../operations/placeholders.types.js';

const SECRET_NAME = /pass|pwd|secret|token|key|credential|auth|ur[il]|dsn|connection/i;
const LOGIN_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:([^@/\s]+)@/i;

/** Of an instance, or of a binding. */
interface Request {
  readonly parameters: unknown;
  readonly login?: { readonly password: string } | undefined;
}

interface Known {
  readonly instance: Stage & { readonly target?: Stage | undefined };
  readonly bindings: readonly Pick<ServiceBinding, 'request' | 'credentials'>[];
}

/** What an instance is, or becomes in an update that is under way. */
interface Stage {
  readonly request: InstanceRequest;
  readonly definition: unknown;
}

/**
 * What a service may write into its log that nobody should read there: passwords that the broker has made, all texts of
 * parameters, which may be anything, and of what the broker gives to services and applications that which has the name of
 * a secret. Hosts, ports and names of databases stay readable.
 */
export function findSecrets({ instance, bindings }: Known): readonly string[] {
  const stages = instance.target === undefined ? [instance] : [instance, instance.target];
  const named = [...stages.flatMap(toGiven), ...bindings.map((binding) => binding.credentials)].flatMap(namedSecretsIn);
  const requests: readonly Request[] = [...stages, ...bindings].map(({ request }) => request);
  const given = requests.flatMap(({ parameters, login }) => [...textsIn(parameters), ...textsIn(login?.password)]);
  return [...new Set([...named, ...given])];
}

/** With the instance's own login in place of the placeholders. */
function toGiven({ request, definition }: Stage): readonly unknown[] {
  const { environment, credentials } = toInstanceDefinition(definition, request);
  return [environment, fillPlaceholders(credentials, { login: request.login })];
}

/** With a URL the password in it, which may be written alone. */
function namedSecretsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    const texts = SECRET_NAME.test(name) ? textsIn(field) : namedSecretsIn(field);
    return texts.flatMap((text) => [text, ...(LOGIN_IN_URL.exec(text)?.slice(1) ?? [])]);
  });
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
