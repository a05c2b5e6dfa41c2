import type { Role } from './access.types.js';

/** All that is open to everybody, by method and route; the whole list. */
const PUBLIC_PATHS: readonly string[] = ['/livez', '/readyz'];
const READING: readonly string[] = ['GET', 'HEAD'];
export const PUBLIC_ROUTES = PUBLIC_PATHS.flatMap((path) => READING.map((method) => `${method} ${path}`));

export function isPublic(method: string, route: string): boolean {
  return PUBLIC_PATHS.includes(route) && READING.includes(method);
}

const PLATFORM: readonly Role[] = ['platform'];
const AGENT: readonly Role[] = ['agent'];
const AGENT_OR_ADMIN: readonly Role[] = ['agent', 'admin'];
const ADMIN: readonly Role[] = ['admin'];

/** Any one of these roles opens the route; what is not named here is for administrators (deny by default). */
export function requiredRoles(method: string, route: string): readonly Role[] {
  if (route.startsWith('/v2/')) return PLATFORM;
  if (route === '/ping') return AGENT;
  if (method === 'PUT' && route.startsWith('/certificate/')) return AGENT_OR_ADMIN;
  return ADMIN;
}
