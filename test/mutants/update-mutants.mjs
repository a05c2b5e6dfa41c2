const work = 'apps/broker/src/operations/work';
const updates = `${work}/update.work.spec.ts`;
const overtaken = `${work}/update-overtaken.spec.ts`;

/**
 * What keeps an update from losing anything (docs/failure-model.md, rows 60 and 61).
 *
 * @type {readonly import('./mutants.mjs').Mutant[]}
 */
export const UPDATE_MUTANTS = [
  {
    guard: 'an update changes what was seen, or nothing (row 60)',
    file: 'libs/persistence/src/instances/open-update.ts',
    from: ' || generation !== seen.generation',
    to: '',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
  {
    guard: 'an update waits for scripts of bindings (row 60)',
    file: 'libs/persistence/src/instances/open-update.ts',
    from: 'living !== null || (await isBeingBound(manager, instanceId))',
    to: 'living !== null',
    killedBy: ['libs/persistence/src/stores.spec.ts'],
  },
  {
    guard: 'the old container of an update outlives the commit that makes the new one serve (row 61)',
    file: `${work}/container-shift.ts`,
    from: 'await this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS);\n',
    to: 'await this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS);\n    await this.docker.removeContainer(endpoint, containerId);\n',
    killedBy: [updates],
  },
  {
    guard: 'the old container of an update stops before the new one starts (row 61)',
    file: `${work}/container-shift.ts`,
    from: '    await this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS);\n',
    to: '',
    killedBy: [updates],
  },
  {
    guard: 'an old container that stands down does not come back with its engine (row 61)',
    file: `${work}/container-shift.ts`,
    from: "    await this.docker.updateContainer(endpoint, containerId, { restart: 'no' });\n",
    to: '',
    killedBy: [overtaken],
  },
  {
    guard: 'a binding starts no container that an update has stopped (row 61)',
    file: `${work}/binding-scripts.ts`,
    from: '      await this.checkStays(site);\n',
    to: '',
    killedBy: [overtaken],
  },
  {
    guard: 'past the switch an update goes on, whatever is said of it (row 61)',
    file: `${work}/update.work.ts`,
    from: '    if (site.instance.generation === target.generation) return this.settle(task);\n',
    to: '',
    killedBy: [overtaken],
  },
  {
    guard: 'an unbind that comes late for the old container asks the new one (rows 49 and 61)',
    file: `${work}/binding-scripts.ts`,
    from: "!== undefined)\n      throw new WorkBlockedError('The container of the instance has been replaced.');",
    to: '!== undefined)\n      return undefined;',
    killedBy: [overtaken],
  },
  {
    guard: 'the way back of an update is given up where the engine refuses it (row 61)',
    file: `${work}/update.work.ts`,
    from: ' || (error instanceof DockerDriverError && !isAway)',
    to: '',
    killedBy: [`${work}/update-end.spec.ts`],
  },
  {
    guard: 'past the switch an update is not told to be taken back (row 61)',
    file: 'apps/broker/src/instances/update-instance.ts',
    from: "    if (instance?.generation === generation) return { outcome: 'succeeded' };\n",
    to: '',
    killedBy: ['apps/broker/src/instances/update-instance.spec.ts'],
  },
];
