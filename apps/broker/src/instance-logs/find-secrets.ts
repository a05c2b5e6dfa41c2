import type { ServiceBinding, ServiceInstance } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';

const SECRET_NAME = /pass|pwd|secret|token|key|credential|auth|ur[il]|dsn|connection/i;
const LOGIN_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:([^@/\s]+)@/i;

interface Known {
  readonly instance: Pick<ServiceInstance, 'request' | 'definition'>;
  readonly bindings: readonly Pick<ServiceBinding, 'request' | 'credentials'>[];
}

/**
 * What a service may write into its log that nobody should read there: all texts of parameters, which may be anything,
 * and of what the broker gives to services and applications that which has the name of a secret. Hosts, ports and
 * names of databases stay readable.
 */
export function findSecrets({ instance, bindings }: Known): readonly string[] {
  const { environment, credentials } = instance.definition as ServiceDefinition;
  const named = [environment, credentials, ...bindings.map((binding) => binding.credentials)].flatMap(namedSecretsIn);
  const given = [instance.request.parameters, ...bindings.map(({ request }) => request.parameters)].flatMap(textsIn);
  return [...new Set([...named, ...given, ...bindings.map(({ request }) => request.login.password)])];
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
