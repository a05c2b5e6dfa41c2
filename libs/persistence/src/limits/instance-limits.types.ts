/** Among whom instances of a plan are counted, the widest first. */
export const LIMIT_SCOPES = ['plan', 'organization', 'space'] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** How many instances of one plan there may be; those that are not given have no limit. */
export type InstanceLimits = Readonly<Partial<Record<LimitScope, number | undefined>>>;

export interface ReachedLimit {
  readonly scope: LimitScope;
  readonly most: number;
}
