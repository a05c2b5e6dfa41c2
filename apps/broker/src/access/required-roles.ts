import type { Role } from './access.types.js';

/** Any one of these roles opens the route; what is not named here is for administrators (deny by default). */
export function requiredRoles(method: string, route: string): readonly Role[] {
  if (route.startsWith('/v2/')) return ['platform'];
  if (route === '/ping') return ['agent'];
  if (method === 'PUT' && route.startsWith('/certificate/')) return ['agent', 'admin'];
  return ['admin'];
}
