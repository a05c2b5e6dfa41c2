const secrets = 'libs/persistence/src/secrets';
const stores = 'libs/persistence/src/stores.spec.ts';
const readCanary = '  const [canary] = await database.read((manager) => manager.find(KeyCanaryEntity));\n';
const lookForKeys = '  if (await database.read((manager) => manager.existsBy(DataKeyEntity, {}))) return;\n';

/** Guards of secrets while their keys are replaced (row 92, T18). */
export const KEY_MUTANTS = [
  {
    guard: 'keys: what was written since it was read is not sealed anew from what was read',
    file: `${secrets}/sealed-table.ts`,
    from: '{ ...where, [property]: sealed }',
    to: '{ ...where }',
    killedBy: [stores],
  },
  {
    guard: 'keys: who has lost its lease changes nothing of the key',
    file: `${secrets}/key-lease.ts`,
    from: 'id = :keyId AND owner = :owner AND',
    to: 'id = :keyId AND',
    killedBy: [stores],
  },
  {
    guard: 'keys: a key goes only when nothing was found for long enough',
    file: `${secrets}/decide-after-pass.ts`,
    from: 'cleanForMs < keepMs',
    to: 'cleanForMs < 0',
    killedBy: [`${secrets}/decide-after-pass.spec.ts`],
  },
  {
    guard: 'keys: a key goes only when two passes found nothing',
    file: `${secrets}/decide-after-pass.ts`,
    from: "if (cleanForMs === undefined) return { end: 'clean', dueInMs: keepMs };",
    to: "if (cleanForMs === undefined) return { end: 'destroyed', dueInMs: 0 };",
    killedBy: [`${secrets}/decide-after-pass.spec.ts`],
  },
  {
    guard: 'keys: who seals anew does so with the newest key',
    file: `${secrets}/typeorm-key-rotation.ts`,
    from: '    await this.refresh();\n    const isClaimed',
    to: '    const isClaimed',
    killedBy: [stores],
  },
  {
    guard: 'keys: a broker that stops hands the lease on',
    file: `${secrets}/key-lease.ts`,
    from: '{ owner: null, dueAt: () => nowMs }',
    to: '{ owner: null }',
    killedBy: [stores],
  },
  {
    guard: 'keys: the first key of another broker is not taken for one of an older version',
    file: `${secrets}/ensure-first-key.ts`,
    from: `${readCanary}${lookForKeys}`,
    to: `${lookForKeys}${readCanary}`,
    killedBy: [`${secrets}/data-keys.spec.ts`],
  },
];
