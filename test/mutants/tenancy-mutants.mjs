const houses = 'libs/persistence/src/houses';
const work = 'apps/broker/src/operations/work';
const stores = 'libs/persistence/src/stores.spec.ts';

/** Guards of containers that several instances share (ADR 0024). */
export const TENANCY_MUTANTS = [
  {
    guard: 'who moves in says that the house is not empty any more',
    file: `${houses}/find-seat.ts`,
    from: "version: () => 'version + 1', emptySince: null",
    to: "version: () => 'version + 1'",
    killedBy: [stores],
  },
  {
    guard: 'a house in which somebody lives is not removed',
    file: `${houses}/open-house-removal.ts`,
    from: ' || (await countTenants(manager, houseId)) > 0',
    to: '',
    killedBy: [stores],
  },
  {
    guard: 'who uses a container with others leaves it by script',
    file: `${work}/deprovision.work.ts`,
    from: 'if (site !== undefined && !hasOwnContainer(site)) ',
    to: 'if (operation.attempts < 0 && site !== undefined) ',
    killedBy: [`${work}/tenancy.spec.ts`],
  },
  {
    guard: 'a tenant is gone only when its script has agreed',
    file: `${work}/tenant-farewell.ts`,
    from: '    if (!isFinal) throw new WorkFailedError(reason, detail);\n',
    to: '    if (!isFinal) return this.instances.completeDeprovision(claim, instanceId);\n',
    killedBy: [`${work}/tenancy.spec.ts`],
  },
  {
    guard: 'who shares a container lets others in while its own script refuses',
    file: `${work}/lifecycle-scripts.ts`,
    from: 'if (!hasOwnContainer(site) && exitCode !== 0) ',
    to: 'if (exitCode === -1) ',
    killedBy: [`${work}/tenancy.spec.ts`],
  },
];
