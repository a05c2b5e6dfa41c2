const persistence = 'libs/persistence/src';
const stores = `${persistence}/stores.spec.ts`;
const removal = `${persistence}/hosts-admin/remove-host.ts`;

/** Guards of hosts that operators close and give up (row 58). */
export const HOST_MUTANTS = [
  {
    guard: 'nothing is placed on a host that was closed after it was chosen',
    file: `${persistence}/instances/open-provision.ts`,
    from: '  if (!(await admitToHost(manager, wanted.hostId))) throw new NoRoom();\n',
    to: '',
    killedBy: [stores],
  },
  {
    guard: 'no shared container is either',
    file: `${persistence}/houses/open-house.ts`,
    from: '  if (!(await admitToHost(manager, hostId))) throw new NoRoom();\n',
    to: '',
    killedBy: [stores],
  },
  {
    guard: 'nothing moves to a host that is closed',
    file: `${persistence}/instances/move-to-host.ts`,
    from: '  if (!(await admitToHost(manager, hostId))) throw new NoRoom();\n',
    to: '',
    killedBy: [stores],
  },
  {
    guard: 'a host is removed only while its agent is silent',
    file: removal,
    from: '.where(`${where} AND ${isSilent}`, { hostId })',
    to: '.where(`${where} AND (${isSilent} OR 1 = 1)`, { hostId })',
    killedBy: [stores],
  },
  {
    guard: 'nothing is given up that nobody said to give up',
    file: removal,
    from: '  if (!isForced && left !== undefined) throw',
    to: '  if (isForced && left !== undefined) throw',
    killedBy: [stores],
  },
  {
    guard: 'an instance whose host was given up is deleted without a host',
    file: 'apps/broker/src/operations/work/instance-site.ts',
    from: " || instance.health === 'given up') return undefined;",
    to: ') return undefined;',
    killedBy: ['apps/broker/src/operations/work/given-up.spec.ts'],
  },
];
