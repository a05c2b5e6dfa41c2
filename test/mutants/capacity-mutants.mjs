const capacity = 'libs/persistence/src/capacity';
const stores = 'libs/persistence/src/stores.spec.ts';

/** Guards of the memory of hosts (row 16). */
export const CAPACITY_MUTANTS = [
  {
    guard: 'the last memory of a host may be given away, and no more than that',
    file: `${capacity}/keep-memory.ts`,
    from: '< bytes) throw',
    to: '<= bytes) throw',
    killedBy: [stores],
  },
  {
    guard: 'what failed and was undone reserves nothing',
    file: `${capacity}/reserved-memory.ts`,
    from: "r.state = 'failed'",
    to: "r.state = ''",
    killedBy: [stores],
  },
  {
    guard: 'an update that needs more reserves it from its order on',
    file: 'libs/persistence/src/instances/open-update.ts',
    from: 'targetMemoryBytes: memoryBytes ?? null',
    to: 'targetMemoryBytes: null',
    killedBy: [stores],
  },
  {
    guard: 'who moves to another host finds its memory there',
    file: 'libs/persistence/src/instances/move-to-host.ts',
    from: '  await keepMemoryThere(manager, move);\n',
    to: '',
    killedBy: [stores],
  },
];
