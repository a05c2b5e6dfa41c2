import type { InstanceRequest } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { toParameterEnvironment } from './parameter-environment.types.js';
import { fillPlaceholders } from './placeholders.types.js';

/** What reaches the container, and the commands that are run in it. */
const FILLED = ['environment', 'command', 'entrypoint', 'healthcheck', 'readiness'] as const;

/**
 * What the plan says of the container of this very instance: with its login in place of the placeholders, and its
 * parameters as variables. What a user sends is never looked at for placeholders.
 */
export function toInstanceDefinition(stored: unknown, request: InstanceRequest): ServiceDefinition {
  const definition = stored as ServiceDefinition;
  const filled = request.login === undefined ? definition : fillLogin(definition, request.login);
  const fromParameters = toParameterEnvironment(definition, request.parameters);
  if (Object.keys(fromParameters).length === 0) return filled;
  return Object.assign({}, filled, { environment: { ...fromParameters, ...filled.environment } });
}

function fillLogin(definition: ServiceDefinition, login: InstanceRequest['login']): ServiceDefinition {
  const fields = FILLED.filter((field) => definition[field] !== undefined);
  const filled = fields.map((field) => [field, fillPlaceholders(definition[field], { login })] as const);
  return Object.assign({}, definition, Object.fromEntries(filled) as Partial<ServiceDefinition>);
}

/** The broker makes a login for each of its instances. */
export function isGenerated({ generated }: Pick<ServiceDefinition, 'generated'>): boolean {
  return (generated ?? null) !== null;
}
