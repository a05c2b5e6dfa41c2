import { ACCESS_MUTANTS } from './access-mutants.mjs';
import { CAPACITY_MUTANTS } from './capacity-mutants.mjs';
import { HOST_MUTANTS } from './host-mutants.mjs';
import { INPUT_MUTANTS } from './input-mutants.mjs';
import { KEY_MUTANTS } from './key-mutants.mjs';
import { LIMIT_MUTANTS } from './limit-mutants.mjs';
import { RECONCILER_MUTANTS } from './reconciler-mutants.mjs';
import { REGISTRY_MUTANTS } from './registry-mutants.mjs';
import { TENANCY_MUTANTS } from './tenancy-mutants.mjs';
import { UPDATE_MUTANTS } from './update-mutants.mjs';
import { WATCH_MUTANTS } from './watch-mutants.mjs';

/**
 * A guard that nothing is lost without, taken away.
 *
 * @typedef {object} Mutant
 * @property {string} guard what is taken away, in the words of docs/failure-model.md
 * @property {string} file
 * @property {string} from is there exactly once
 * @property {string} to
 * @property {string[]} killedBy specs of which one must fail
 */

const operations = 'apps/broker/src/operations';
const operationRows = 'libs/persistence/src/operations/operation-rows.ts';
const operationStore = 'libs/persistence/src/operations/typeorm-operation-store.ts';
const stores = 'libs/persistence/src/stores.spec.ts';

/** @type {readonly Mutant[]} */
export const MUTANTS = [
  {
    guard: 'owner and epoch in the WHERE of every write of a worker (row 32)',
    file: operationRows,
    from: 'where: { id: operationId, owner, epoch }',
    to: 'where: { id: operationId }',
    killedBy: [stores],
  },
  {
    guard: 'an operation that has ended takes no write any more',
    file: operationRows,
    from: "where: { id: operationId, owner, epoch }, condition: 'live_key IS NOT NULL'",
    to: "where: { id: operationId, epoch }, condition: `(owner = '${owner}' OR owner IS NULL)`",
    killedBy: [stores],
  },
  {
    guard: 'the row count of a worker’s write is looked at',
    file: operationRows,
    from: 'if ((await updateRows(manager, OperationEntity, change, own)) !== 1)',
    to: 'if ((await updateRows(manager, OperationEntity, change, own)) < 0)',
    killedBy: [stores],
  },
  {
    guard: 'a deletion that overtakes raises the epoch (row 52)',
    file: operationRows,
    from: '    epoch: row.epoch + 1,\n    owner: null,',
    to: '    owner: null,',
    killedBy: [stores, `${operations}/durable-operation-runner.spec.ts`],
  },
  {
    guard: 'a deletion waits for the lease of the creation that it overtakes (row 52)',
    file: operationRows,
    from: 'dueAt: row.owner === null ? () => nowMs : () => `due_at + ${GRACE_MS}`,',
    to: 'dueAt: () => nowMs,',
    killedBy: [stores, `${operations}/durable-operation-runner.spec.ts`],
  },
  {
    guard: 'nobody claims what is leased',
    file: operationStore,
    from: 'const isDue = `live_key IS NOT NULL AND due_at <= ${this.nowMs}`;',
    to: 'const isDue = `live_key IS NOT NULL`;',
    killedBy: [stores],
  },
  {
    guard: 'leases are renewed while an effect lasts',
    file: `${operations}/lease.ts`,
    from: 'void this.renewInBackground()',
    to: 'undefined',
    killedBy: [`${operations}/lease.spec.ts`],
  },
  {
    guard: 'calls end with the lease (rows 32 and 33)',
    file: `${operations}/lease.ts`,
    from: '    return setTimeout(() => {\n      this.end();\n    }, ms);',
    to: '    return setTimeout(() => undefined, ms);',
    killedBy: [`${operations}/lease.spec.ts`],
  },
  {
    guard: 'leases are given back when the process stops (row 9)',
    file: `${operations}/durable-operation-runner.ts`,
    from: 'else if (interrupted) await this.store.release(operation.claim);',
    to: 'else if (interrupted) return;',
    killedBy: [`${operations}/durable-operation-runner.spec.ts`],
  },
  {
    guard: 'the intent comes first: the script’s id is stored before it starts (row 31)',
    file: `${operations}/work/lifecycle-scripts.ts`,
    from: '    await lease.note({ execId });\n',
    to: '',
    killedBy: [`${operations}/dead-workers.spec.ts`],
  },
  {
    guard: 'the intent comes first: ports are claimed with the instance',
    file: 'libs/persistence/src/instances/open-provision.ts',
    from: 'if ((await claimPorts(manager, nowMs, wanted, wanted.ports)) === undefined) throw new NoRoom();',
    to: 'void claimPorts;',
    killedBy: [stores],
  },
  {
    guard: 'one script at a time in a container (rows 43 and 45)',
    file: `${operations}/work/lifecycle-scripts.ts`,
    from: 'const takeTurn = (): Promise<void> => this.takeTurn(task);',
    to: 'const takeTurn = (): Promise<void> => Promise.resolve();',
    killedBy: [`${operations}/work/binding.works.spec.ts`],
  },
  {
    guard: 'no script beside one that still runs (rows 31 and 43)',
    file: `${operations}/work/lifecycle-scripts.ts`,
    from: '      await this.waitForEarlierRuns(task);\n',
    to: '',
    killedBy: [`${operations}/work/binding.works.spec.ts`, `${operations}/dead-workers.spec.ts`],
  },
  {
    guard: 'a container is adopted by its label alone (rows 18 and 19)',
    file: `${operations}/work/container-factory.ts`,
    from: 'if (found !== undefined) refuseStranger(found, site);',
    to: 'void refuseStranger;',
    killedBy: [`${operations}/work/provision.work.spec.ts`],
  },
  {
    guard: 'a port that a stranger holds is left for another one (row 23)',
    file: `${operations}/work/service-containers.ts`,
    from: 'const MOST_PORT_MOVES = 5;',
    to: 'const MOST_PORT_MOVES = 0;',
    killedBy: [`${operations}/work/provision.work.spec.ts`],
  },
  {
    guard: 'removal goes by Docker’s id, never by name (row 59)',
    file: 'libs/docker-driver/src/dockerode-containers.ts',
    from: 'export async function removeContainer(docker: Docker, containerId: string): Promise<void> {\n  const container = docker.getContainer(checkFullId(containerId));',
    to: 'export async function removeContainer(docker: Docker, containerId: string): Promise<void> {\n  const container = docker.getContainer(containerId);',
    killedBy: ['test/support/fake-docker/fake-docker.spec.ts'],
  },
  {
    guard: 'only the engine’s own 404 proves that something is gone (rows 49 and 70)',
    file: 'libs/docker-driver/src/translate-docker-error.ts',
    from: "return field(error, 'statusCode') === 404;",
    to: "return field(error, 'statusCode') !== undefined;",
    killedBy: ['libs/docker-driver/src', 'test/support/fake-docker'],
  },
  {
    guard: 'what was deleted gives its ports back',
    file: 'libs/persistence/src/instances/typeorm-service-instance-store.ts',
    from: "state: 'succeeded', description: 'the instance is gone' });\n      await deleteRows(manager, PortClaimEntity, { where: { instanceId } });",
    to: "state: 'succeeded', description: 'the instance is gone' });",
    killedBy: [stores, `${operations}/work/binding.works.spec.ts`],
  },
  {
    guard: 'on SQLite everything waits for the transaction that runs',
    file: 'libs/persistence/src/database/database.ts',
    from: 'return this.queue?.read(() => work(this.source.manager)) ?? work(this.source.manager);',
    to: 'return work(this.source.manager);',
    killedBy: ['libs/persistence/src/database/database.spec.ts'],
  },
  {
    guard: 'on SQLite nobody is told of what is not committed',
    file: 'libs/persistence/src/database/commit-queue.ts',
    from: '      tellings.push(() => {\n        settle(entry, outcome);\n      });',
    to: '      settle(entry, outcome);',
    killedBy: ['libs/persistence/src/database/commit-queue.spec.ts'],
  },
  {
    guard: 'whose COMMIT was not answered knows its own intent (row 7)',
    file: 'libs/persistence/src/bindings/open-bind.ts',
    from: "if (operation?.operationId === wanted.operation.operationId) return { outcome: 'opened', operation };",
    to: '',
    killedBy: [stores],
  },
  ...HOST_MUTANTS,
  ...RECONCILER_MUTANTS,
  ...REGISTRY_MUTANTS,
  {
    guard: 'a container that is being replaced proves nothing gone (rows 49 and 71)',
    file: `${operations}/work/binding-scripts.ts`,
    from: '    await this.checkStays(site);\n    const { baseName',
    to: '    const { baseName',
    killedBy: ['apps/broker/src/reconciler/repair-instance.spec.ts'],
  },
  ...UPDATE_MUTANTS,
  ...TENANCY_MUTANTS,
  ...INPUT_MUTANTS,
  ...WATCH_MUTANTS,
  ...LIMIT_MUTANTS,
  ...CAPACITY_MUTANTS,
  ...ACCESS_MUTANTS,
  ...KEY_MUTANTS,
];
