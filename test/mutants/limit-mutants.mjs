const limits = 'libs/persistence/src/limits';
const stores = 'libs/persistence/src/stores.spec.ts';

/** Guards of limits of instances (row 84). */
export const LIMIT_MUTANTS = [
  {
    guard: 'a limit is the number of instances that there may be, not one less than that',
    file: `${limits}/keep-limits.ts`,
    from: '>= most) throw',
    to: '> most) throw',
    killedBy: [stores],
  },
  {
    guard: 'containers that instances share do not count, their tenants do',
    file: `${limits}/keep-limits.ts`,
    from: "{ state: Not('failed'), houseKey: IsNull() }",
    to: "{ state: Not('failed') }",
    killedBy: [stores],
  },
  {
    guard: 'an instance on its way to a plan counts for it already',
    file: `${limits}/keep-limits.ts`,
    from: '    { ...counted, targetPlanName: planName },\n',
    to: '',
    killedBy: [stores],
  },
  {
    guard: 'an update that has ended gives the place in the other plan back',
    file: 'libs/persistence/src/instances/instance-rows.ts',
    from: 'targetPlanName: null, targetMemoryBytes: null }',
    to: 'targetMemoryBytes: null }',
    killedBy: [stores],
  },
  {
    guard: 'a tenancy is limited as an instance with a container of its own is',
    file: 'libs/persistence/src/houses/open-tenancy.ts',
    from: '  await keepLimits(manager, wanted);\n',
    to: '',
    killedBy: [stores],
  },
];
