import type { Role } from './access.types.js';

/** All that is open to everybody, by method and route; the whole list. */
export const PUBLIC_ROUTES: readonly string[] = ['GET /livez', 'HEAD /livez', 'GET /readyz', 'HEAD /readyz'];

export function isPublic(method: string, route: string): boolean {
  return PUBLIC_ROUTES.includes(`${method} ${route}`);
}

/** Any one of these roles opens the route; what is not named here is for administrators (deny by default). */
export function requiredRoles(method: string, route: string): readonly Role[] {
  if (route.startsWith('/v2/')) return ['platform'];
  if (route === '/ping') return ['agent'];
  if (method === 'PUT' && route.startsWith('/certificate/')) return ['agent', 'admin'];
  return ['admin'];
}
