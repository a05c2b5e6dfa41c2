const access = 'apps/broker/src/access';
const decision = `${access}/decide-admission.spec.ts`;
const control = `${access}/access-control.spec.ts`;

/** Guards of the doors (T1, T3, T4, T7). */
export const ACCESS_MUTANTS = [
  {
    guard: 'access: a token that has expired opens nothing',
    file: `${access}/decide-admission.ts`,
    from: 'token.expiresAtMs <= nowMs',
    to: 'token.expiresAtMs < 0',
    killedBy: [decision],
  },
  {
    guard: 'access: a path that no scope names is closed to tokens',
    file: `${access}/decide-admission.ts`,
    from: 'if (scopes.length === 0) return NO_TOKEN;',
    to: 'if (scopes.length === 0) return undefined;',
    killedBy: [decision],
  },
  {
    guard: 'access: agents without a token are refused where they need one (T7)',
    file: `${access}/decide-admission.ts`,
    from: '|| !rules.agentsNeedToken',
    to: '|| true',
    killedBy: [decision],
  },
  {
    guard: 'access: the secret of a token is looked at, not its id alone (T3)',
    file: `${access}/identify-token.ts`,
    from: 'stored !== undefined && isSameHash(stored.hash, hash)',
    to: 'stored !== undefined && hash !== ""',
    killedBy: [control],
  },
  {
    guard: 'access: a token that is removed is forgotten at once',
    file: `${access}/access-control.ts`,
    from: 'this.tokens.forget(({ token }) => token?.tokenId === tokenId);',
    to: 'void tokenId;',
    killedBy: [control],
  },
  {
    guard: 'access: a token is taken on trust for seconds, not for minutes',
    file: `${access}/access-control.ts`,
    from: 'REMEMBER_TOKENS_MS = 5_000',
    to: 'REMEMBER_TOKENS_MS = 300_000',
    killedBy: [control],
  },
  {
    guard: 'access: a flood of guesses does not queue (T4)',
    file: `${access}/slow-checks.ts`,
    from: 'this.waiting >= MOST_WAITING',
    to: 'this.waiting < 0',
    killedBy: [control],
  },
  {
    guard: 'access: who was right before passes the flood (T4)',
    file: `${access}/shared-pair.ts`,
    from: 'isKnown ? this.checks.runAnyway(check) :',
    to: '',
    killedBy: [control],
  },
  {
    guard: 'access: nobody gives away scopes that are not theirs',
    file: `${access}/tokens/check-token-order.ts`,
    from: 'if (foreign.length > 0)',
    to: 'if (foreign.length > 6)',
    killedBy: [`${access}/tokens/check-token-order.spec.ts`],
  },
  {
    guard: 'access: no broker starts that nobody can administrate',
    file: `${access}/check-administrators.ts`,
    from: "scopes.includes('access') && isValid",
    to: 'isValid',
    killedBy: [`${access}/check-administrators.spec.ts`],
  },
];
