const operations = 'apps/broker/src/operations';
const reconciler = 'apps/broker/src/reconciler';

/**
 * What keeps the reconciler from removing somebody's data (docs/adr/0018-what-the-reconciler-may-do.md).
 *
 * @type {readonly import('./mutants.mjs').Mutant[]}
 */
export const RECONCILER_MUTANTS = [
  {
    guard: 'owner and epoch in the WHERE of every write of a pass (row 32)',
    file: 'libs/persistence/src/reconciler/typeorm-host-pass-store.ts',
    from: "'id = :hostId AND reconciler = :owner AND reconcile_epoch = :epoch'",
    to: "'id = :hostId'",
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
  {
    guard: 'the host is proven to be still this broker’s right before a removal (row 32)',
    file: `${reconciler}/remove-orphans.ts`,
    from: '      await this.passes.renew(pass);\n',
    to: '',
    killedBy: [`${reconciler}/remove-orphans.spec.ts`],
  },
  {
    guard: 'only a tombstone proves that an orphan is ours to remove (row 74)',
    file: `${reconciler}/decide-verdict.ts`,
    from: "  if (tombstone === 'unknown') return 'no tombstone';\n",
    to: '',
    killedBy: [`${reconciler}/remove-orphans.spec.ts`],
  },
  {
    guard: 'an orphan is seen twice before it is removed (row 33)',
    file: `${reconciler}/decide-verdict.ts`,
    from: "seenForMs >= sightingMs ? 'will be removed' : 'waits for a second sighting'",
    to: "'will be removed'",
    killedBy: [`${reconciler}/remove-orphans.spec.ts`],
  },
  {
    guard: 'never more than five removals in a pass (row 74)',
    file: `${reconciler}/decide-host-actions.ts`,
    from: '.slice(0, MOST_REMOVALS)',
    to: '',
    killedBy: [`${reconciler}/remove-orphans.spec.ts`],
  },
  {
    guard: 'what another installation has made is not ours',
    file: `${operations}/container-labels.types.ts`,
    from: '(labels[BROKER_LABEL] ?? installationId) === installationId ? labels[INSTANCE_LABEL] : undefined',
    to: 'labels[INSTANCE_LABEL]',
    killedBy: [`${reconciler}/remove-orphans.spec.ts`],
  },
  {
    guard: 'a creation adopts only what it has made itself (row 59)',
    file: `${operations}/work/container-factory.ts`,
    from: 'isMadeBy(found, operation) && ',
    to: '',
    killedBy: [`${operations}/work/service-containers.spec.ts`],
  },
  {
    guard: 'absence is asked for by name, a list proves nothing (row 70)',
    file: `${reconciler}/tend-instance.ts`,
    from: 'if (!(await this.isThere(endpoint, instance))) await',
    to: 'await',
    killedBy: [`${reconciler}/reconcile-host.spec.ts`],
  },
  {
    guard: 'nothing new is placed on a host whose engine is unsafe',
    file: 'libs/persistence/src/hosts/typeorm-host-store.ts',
    from: ' AND NOT (${IS_UNSAFE})',
    to: '',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
  {
    guard: 'nobody gets a seat on a host whose engine is unsafe',
    file: 'libs/persistence/src/houses/find-seat.ts',
    from: ' AND NOT (${IS_UNSAFE})',
    to: '',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
];
