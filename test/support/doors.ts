export type Role = 'platform' | 'admin' | 'agent';
export type Scope = 'read' | 'catalog' | 'hosts' | 'instances' | 'access' | 'audit';

export const SCOPES: readonly Scope[] = ['read', 'catalog', 'hosts', 'instances', 'access', 'audit'];
const PARAMETERS: Readonly<Record<string, string>> = {
  ':catalog': 'My%20Docker%20Catalog',
  ':name': 'redis',
  ':instanceId': 'i',
  ':bindingId': 'b',
  ':dockerHost': '127.0.0.1',
};

/** Other spellings of closed doors, and of open ones, that are none of the open ones. */
export const ODD_PATHS: readonly string[] = [
  '//admin/tokens',
  '/admin//tokens',
  '/admin/tokens/',
  '/admin/./tokens',
  '/livez/../admin/tokens',
  '/livez/%2e%2e/admin/tokens',
  '/livez%2f..%2fadmin%2ftokens',
  '/admin%2ftokens',
  '/%61dmin/tokens',
  '/ADMIN/TOKENS',
  '/admin/tokens?x=/livez',
  '/admin/tokens;/livez',
  '/admin/tokens#/livez',
  '/livez/',
  '/livez;x',
  '/LIVEZ',
  '/%6civez/x',
  '/readyz%00',
  '/v2//catalog',
  '/v2/%63atalog',
  '/v2/catalog/',
  '/V2/catalog',
  '/ping/',
  '/certificate/127.0.0.1/',
  '/certificate/..%2f..%2fadmin%2ftokens',
  '/certificate/%zz',
  '/',
  '*',
  'http://elsewhere/admin/tokens',
];

/** Who may go where, said once more and in another way than the broker says it. */
export const ROLES_OF: readonly (readonly [route: RegExp, roles: readonly Role[]])[] = [
  [/^\w+ \/v2\//, ['platform']],
  [/^\w+ \/ping$/, ['agent']],
  [/^PUT \/certificate\/[^/]+$/, ['agent', 'admin']],
  [/./, ['admin']],
];
export const SCOPES_OF: readonly (readonly [route: RegExp, scopes: readonly Scope[]])[] = [
  [/ \/admin\/tokens(\/|$)/, ['access']],
  [/ \/admin\/audit(\/|$)/, ['audit']],
  [/ \/admin\/instances\/:instanceId\/logs/, ['instances']],
  [/^(GET|HEAD) \/admin\/(instances|orphans)(\/|$)/, ['read', 'instances']],
  [/ \/admin\/(instances|orphans)(\/|$)/, ['instances']],
  [/^(GET|HEAD) \/(:catalog\/(images?|services)|admin\/(images|registries))(\/|$)/, ['read', 'catalog']],
  [/ \/(:catalog\/(images?|services)|admin\/(images|registries))(\/|$)/, ['catalog']],
  [/^(GET|HEAD) \/(certificates?|admin\/hosts)(\/|$)/, ['read', 'hosts']],
  [/ \/(certificates?|admin\/hosts)(\/|$)/, ['hosts']],
  [/^(GET|HEAD) \/admin\/api-docs/, ['read']],
  [/./, []],
];

export function findIn<T>(table: readonly (readonly [RegExp, readonly T[]])[], route: string): readonly T[] {
  return table.find(([pattern]) => pattern.test(route))?.[1] ?? [];
}

/** A request line that the route serves. */
export function toRequest(route: string): readonly [method: string, path: string] {
  const [method = '', pattern = ''] = route.split(' ');
  return [method, pattern.replaceAll(/:\w+/g, (name) => PARAMETERS[name] ?? 'some').replaceAll('*', 'x')];
}
