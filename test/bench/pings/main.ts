/**
 * 10,000 agents that ping each minute: what part of a core it takes the broker, beside what the same broker needs for the
 * same hosts when nobody pings. `main.js` for BENCH_SECONDS of pings; BENCH_FLAGS are Node's, for the broker. The hosts are
 * in the database before, so that what is measured are the pings of hosts that are known.
 */
import { join } from 'node:path';
import { openDatabase } from '../../../libs/persistence/src/database/open-database.js';
import { fillHosts } from '../../../libs/persistence/src/testing/fill-database.js';
import { BenchBroker } from '../cycles/bench-broker.js';
import { temporaryFolder } from '../processes.mjs';
import { ping, toAddress } from './ping.js';

const HOSTS = Number(process.env['BENCH_HOSTS'] ?? 10_000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 40);
const FLAGS = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
const IDLE_SECONDS = SECONDS / 2;
const WARM_UP_SECONDS = 5;
const KEEP_ALIVE_SECONDS = 60;

/** Hosts of the broker's database, which has it open meanwhile. */
async function fill(folder: string): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', database: join(folder, 'broker.sqlite') });
  await fillHosts(database, { hosts: HOSTS, addressOf: toAddress });
  await database.close();
}

/** At the pace of agents that began at any moment; how many pings it were. */
async function pingSteadily(port: number, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const pings: Promise<void>[] = [];
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * (HOSTS / KEEP_ALIVE_SECONDS));
    while (pings.length < due)
      pings.push(ping({ port, number: pings.length % HOSTS, keepAliveSeconds: KEEP_ALIVE_SECONDS }));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pings);
  return pings.length;
}

async function stayIdle(seconds: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return 0;
}

interface Share {
  readonly count: number;
  readonly seconds: number;
  /** Of a core, that the broker took meanwhile. */
  readonly percent: number;
}

async function shareOf(broker: BenchBroker, work: () => Promise<number>): Promise<Share> {
  const [cpuBefore, startedAt] = [broker.cpuSeconds, performance.now()];
  const count = await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { count, seconds, percent: ((broker.cpuSeconds - cpuBefore) / seconds) * 100 };
}

/** These hosts have no engines: nobody shall spend the time on looking for them. */
const folder = temporaryFolder();
const settings = { BROKER_RECONCILER_EVERYSECONDS: '0', DATA_DIR: folder };
const broker = await BenchBroker.start(1, { settings, flags: FLAGS });
try {
  await fill(folder);
  await pingSteadily(broker.port, WARM_UP_SECONDS);
  const idle = await shareOf(broker, () => stayIdle(IDLE_SECONDS));
  const busy = await shareOf(broker, () => pingSteadily(broker.port, SECONDS));
  const own = busy.percent - idle.percent;
  const microseconds = (own / 100 / (busy.count / busy.seconds)) * 1e6;
  process.stdout.write('| what | of a core | target |\n| --- | --- | --- |\n');
  process.stdout.write(`| ${HOSTS} hosts that nobody speaks for | ${idle.percent.toFixed(1)} % | – |\n`);
  process.stdout.write(
    `| with ${(busy.count / busy.seconds).toFixed(0)} pings a second | ${busy.percent.toFixed(1)} % | – |\n`,
  );
  process.stdout.write(`| the pings: ${microseconds.toFixed(0)} µs each | ${own.toFixed(1)} % | ≤ 10 % |\n`);
} finally {
  await broker.stop();
}
process.exit();
