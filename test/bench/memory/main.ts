/**
 * What memory a broker needs over BENCH_OPERATIONS: instances that are ordered, bound, unbound and deleted on the fake
 * Docker, on SQLite, by BENCH_CLIENTS at once; BENCH_FLAGS are Node's, for the broker. A line for each tenth of them, one
 * for a while later, then what grows.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchBroker } from '../cycles/bench-broker.js';
import { live } from '../cycles/life.js';
import { temporaryFolder } from '../processes.mjs';
import { type Memory, readMemory } from './read-memory.js';
import { slopeOf } from './slope-of.js';

const OPERATIONS = Number(process.env['BENCH_OPERATIONS'] ?? 100_000);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 32);
const FLAGS = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
const OPERATIONS_OF_A_LIFE = 4;
const MARKS = Number(process.env['BENCH_MARKS'] ?? 10);
const REST_MS = 30_000;
const LOOK_EVERY_MS = 500;
const PROBE = new URL('../../../../test/bench/memory/probe.mjs', import.meta.url).href;

/** The most that it had meanwhile, resident, in bytes. */
async function liveTimes(broker: BenchBroker, count: number): Promise<number> {
  let [left, most] = [count, 0];
  const look = setInterval(() => {
    most = Math.max(most, broker.residentBytes);
  }, LOOK_EVERY_MS);
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await live(broker.port);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  clearInterval(look);
  return most;
}

function toLine(name: string, most: number, memory: Memory): string {
  const figures = [most, memory.rss, memory.heapTotal, memory.heapUsed, memory.external];
  return `| ${name} | ${figures.map((bytes) => mega(bytes).toFixed(1)).join(' | ')} |\n`;
}

function mega(bytes: number): number {
  return bytes / 2 ** 20;
}

/** Without the first tenth, which warms up: what is compiled, cached and kept for reuse. */
function toSlopes(marks: readonly Memory[]): string {
  const grows = (name: 'rss' | 'heapUsed'): string =>
    slopeOf(marks.map((memory, index) => [(index * OPERATIONS) / MARKS / 10_000, mega(memory[name])])).toFixed(2);
  return `${grows('rss')} RSS, ${grows('heapUsed')} heap`;
}

const path = join(temporaryFolder(), 'probe.sock');
const settings = { BENCH_PROBE: path };
const broker = await BenchBroker.start(4, { flags: [`--import=${PROBE}`, ...FLAGS], settings });
try {
  process.stdout.write(
    '| operations | most RSS | RSS without garbage | heap, pages | heap, used | outside of it, MB |\n',
  );
  process.stdout.write('| --- | --- | --- | --- | --- | --- |\n');
  process.stdout.write(toLine('0', broker.residentBytes, await readMemory(path)));
  const marks: Memory[] = [];
  const cpuBefore = broker.cpuSeconds;
  for (let mark = 1; mark <= MARKS; mark += 1) {
    const most = await liveTimes(broker, OPERATIONS / OPERATIONS_OF_A_LIFE / MARKS);
    const memory = await readMemory(path);
    marks.push(memory);
    process.stdout.write(toLine(String((mark * OPERATIONS) / MARKS), most, memory));
  }
  const cpuMs = ((broker.cpuSeconds - cpuBefore) * 1_000 * OPERATIONS_OF_A_LIFE) / OPERATIONS;
  await sleep(REST_MS);
  process.stdout.write(toLine(`${REST_MS / 1_000} s later`, broker.residentBytes, await readMemory(path)));
  process.stdout.write(`\nMB for each 10,000 operations, from the first mark on: ${toSlopes(marks)}\n`);
  process.stdout.write(`CPU of the broker for a life: ${cpuMs.toFixed(1)} ms\n`);
} finally {
  await broker.stop();
}
process.exit();
