const access = 'apps/broker/src/access';
const audit = 'apps/broker/src/audit';
const gate = `${access}/limited-access-gate.spec.ts`;

/** Guards of who watches: limits of floods (T4), the audit trail (T22). */
export const WATCH_MUTANTS = [
  {
    guard: 'an address that has guessed too often is turned away unseen (T4)',
    file: `${access}/limited-access-gate.ts`,
    from: '    if (seconds !== undefined) return this.refuseLogin(knock, seconds);\n',
    to: '',
    killedBy: [gate],
  },
  {
    guard: 'who was right once is looked at, whatever comes from the same address (T4)',
    file: `${access}/limited-access-gate.ts`,
    from: 'authorization !== undefined && !this.access.knows(authorization)',
    to: 'authorization !== undefined',
    killedBy: [gate],
  },
  {
    guard: 'guesses that were looked at side by side are one offence (T4)',
    file: `${access}/failed-logins.ts`,
    from: 'consumedPoints !== this.perMinute',
    to: 'consumedPoints < this.perMinute',
    killedBy: [`${access}/failed-logins.spec.ts`],
  },
  {
    guard: 'entries wait while the database is away (T22)',
    file: `${audit}/audit-queue.ts`,
    from: '      if (error instanceof DatabaseUnavailableError) return this.complain(error);\n',
    to: '',
    killedBy: [`${audit}/audit-queue.spec.ts`],
  },
  {
    guard: 'an entry that was stored twice is there once (T22)',
    file: 'libs/persistence/src/audit/typeorm-audit-store.ts',
    from: '.orIgnore()',
    to: '',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
  {
    guard: 'the database refuses to change an entry (T22)',
    file: 'libs/persistence/src/migrations/audit-1764570000000.ts',
    from: '    for (const statement of KEEP_AS_IT_IS[kind]) await runner.query(statement).catch(ignoreWhatMayNotBe);\n',
    to: '',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
];
