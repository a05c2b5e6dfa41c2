/** Nothing of an answer is a page, and nobody may frame it, guess its type, or keep it (T28). */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";
/** Swagger UI brings its own scripts; its styles stand in its page. */
const API_DOCS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

export const SECURITY_HEADERS = ['cache-control', 'content-security-policy', 'x-content-type-options'] as const;

export type SecurityHeaders = Readonly<Record<(typeof SECURITY_HEADERS)[number], string>>;

const OF_ANSWERS = headersWith(NOTHING);
const OF_API_DOCS = headersWith(API_DOCS);

/**
 * What every answer carries, by its route. By hand, since `@fastify/helmet` costs each request seven times as much, and its other
 * headers mean nothing beside this policy.
 */
export function securityHeadersOf(route: string): SecurityHeaders {
  return route.startsWith('/admin/api-docs') ? OF_API_DOCS : OF_ANSWERS;
}

function headersWith(policy: string): SecurityHeaders {
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  };
}
