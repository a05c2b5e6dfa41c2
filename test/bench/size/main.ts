/**
 * What a broker asks of its database, with 10 hosts and 100 instances, and with 1,000 hosts and 100,000 instances, in turn:
 * each line is the median of both, and their ratio. `main.js sqlite postgresql mysql` names the databases.
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores, type Stores, TEST_KEY } from '#persistence/testing';
import { SecretBox } from '../../../libs/persistence/src/secrets/secret-box.js';
import { fillDatabase } from '../../../libs/persistence/src/testing/fill-database.js';
import { gatherStatistics } from '../../../libs/persistence/src/testing/gather-statistics.js';
import { DatabaseServer } from '../../support/database-server.js';
import { median, quantile } from '../figures.mjs';
import { SizedBroker } from './sized-broker.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 300);
const [HOSTS, INSTANCES] = [
  Number(process.env['BENCH_HOSTS'] ?? 1_000),
  Number(process.env['BENCH_INSTANCES'] ?? 100_000),
];
const SMALL = { hosts: 10, instances: 100, name: 'filled' };

type Open = () => Promise<Stores>;

async function fill(stores: Stores, isLarge: boolean): Promise<SizedBroker> {
  const place = { database: stores.database, box: new SecretBox(TEST_KEY) };
  const [hostId = ''] = await fillDatabase(place, SMALL);
  const rest = { hosts: HOSTS - SMALL.hosts, instances: INSTANCES - SMALL.instances, name: 'more' };
  if (isLarge) await fillDatabase(place, rest);
  await gatherStatistics(stores.database);
  return new SizedBroker(stores, hostId);
}

async function measure(name: string, open: Open): Promise<void> {
  const [small, large] = [await fill(await open(), false), await fill(await open(), true)];
  for (const action of Object.keys(small.actions)) {
    const [few, many] = [[] as number[], [] as number[]];
    for (let round = 0; round < ROUNDS; round += 1) {
      few.push(await time(small.actions[action]));
      many.push(await time(large.actions[action]));
    }
    process.stdout.write(toLine(`${name}: ${action}`, few, many));
  }
  await Promise.all([small, large].map(({ stores }) => stores.database.close()));
}

async function time(action: (() => Promise<unknown>) | undefined): Promise<number> {
  const startedAt = performance.now();
  await action?.();
  return performance.now() - startedAt;
}

function toLine(name: string, few: readonly number[], many: readonly number[]): string {
  const figures = [median(few), median(many), quantile(many, 0.99)].map((ms) => ms.toFixed(2)).join(' / ');
  return `| ${name} | ${figures} ms | ${(median(many) / median(few)).toFixed(2)} | ≤ 1.5 |\n`;
}

async function onServer(service: 'postgresql' | 'mysql', kind: 'postgres' | 'mariadb'): Promise<void> {
  const server = await DatabaseServer.start(service);
  try {
    await measure(service, async () => openStores({ kind, ...(await server.newDatabase()) }));
  } finally {
    await server.remove();
  }
}

async function onFile(): Promise<void> {
  const folder = join(tmpdir(), `docker-broker-bench-${randomUUID()}`);
  await measure('SQLite', () => openStores({ kind: 'sqlite', database: join(folder, `${randomUUID()}.sqlite`) }));
  await rm(folder, { recursive: true });
}

const DATABASES: Readonly<Record<string, () => Promise<void>>> = {
  sqlite: onFile,
  postgresql: () => onServer('postgresql', 'postgres'),
  mysql: () => onServer('mysql', 'mariadb'),
};

process.stdout.write('| what | small / large / p99 of large | ratio | target |\n| --- | --- | --- | --- |\n');
for (const name of process.argv.slice(2)) await DATABASES[name]?.();
