import type { Scope } from './access.types.js';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What opens paths of administrators to a token, by the pattern's beginning, the longest first: who looks, who changes. */
const SCOPES_OF_PATHS: readonly (readonly [path: string, look: Scope, change: Scope])[] = [
  ['/:catalog/image', 'read', 'catalog'],
  ['/:catalog/images', 'read', 'catalog'],
  ['/:catalog/services', 'read', 'catalog'],
  ['/certificate', 'read', 'hosts'],
  ['/certificates', 'read', 'hosts'],
  ['/admin/hosts', 'read', 'hosts'],
  ['/admin/images', 'read', 'catalog'],
  ['/admin/registries', 'read', 'catalog'],
  // What services print may be anything, passwords too.
  ['/admin/instances/:instanceId/logs', 'instances', 'instances'],
  ['/admin/instances', 'read', 'instances'],
  ['/admin/orphans', 'read', 'instances'],
  ['/admin/tokens', 'access', 'access'],
  ['/admin/audit', 'audit', 'audit'],
  ['/admin/api-docs', 'read', 'read'],
  ['/admin/api-docs-json', 'read', 'read'],
  ['/admin/api-docs-yaml', 'read', 'read'],
];

/**
 * Any one of these scopes opens the path to a token of an administrator; whoever may change may look. None: no token
 * does, only a user and a password (deny by default).
 */
export function requiredScopes(method: string, route: string): readonly Scope[] {
  const row = SCOPES_OF_PATHS.find(([path]) => route === path || route.startsWith(`${path}/`));
  if (row === undefined) return [];
  const [, look, change] = row;
  return READING.has(method) ? [...new Set([look, change])] : [change];
}
