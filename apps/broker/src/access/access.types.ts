/** Who may do what: platforms use `/v2`, administrators the catalog and certificates, agents tell of their hosts. */
export type Role = 'platform' | 'admin' | 'agent';

export const ROLES: readonly Role[] = ['platform', 'admin', 'agent'];
