/**
 * What keeps logins and parameters of instances apart from what is not theirs.
 *
 * @type {readonly import('./mutants.mjs').Mutant[]}
 */
export const INPUT_MUTANTS = [
  {
    guard: 'a parameter never overrides the environment of its plan',
    file: 'apps/broker/src/operations/instance-definition.types.ts',
    from: '{ ...fromParameters, ...filled.environment }',
    to: '{ ...filled.environment, ...fromParameters }',
    killedBy: ['apps/broker/src/operations/instance-definition.types.spec.ts'],
  },
  {
    guard: 'a parameter is no second line of the environment',
    file: 'apps/broker/src/operations/parameter-environment.types.ts',
    from: String.raw`/[\0\r\n]/`,
    to: String.raw`/\0/`,
    killedBy: ['apps/broker/src/operations/parameter-environment.types.spec.ts'],
  },
  {
    guard: 'no plan says the password of all its instances',
    file: 'apps/broker/src/catalog/input-rule.ts',
    from: 'object({ username: name, dbname: name }, { isClosed: true })',
    to: 'object({ username: name, dbname: name })',
    killedBy: ['apps/broker/src/catalog/input-rule.spec.ts'],
  },
  {
    guard: 'a generated password is not in the last words of its service',
    file: 'apps/broker/src/operations/work/container-readiness.ts',
    from: 'parameters, login?.password]',
    to: 'parameters]',
    killedBy: ['apps/broker/src/operations/work/generated-login.spec.ts'],
  },
];
