/**
 * Platforms that order, bind, unbind and delete at once, on the fake Docker: lives a second, how long each request takes,
 * and what it costs. `main.js` for BENCH_SECONDS with BENCH_CLIENTS; BENCH_FLAGS are Node's, for the broker.
 */
import { median, quantile } from '../figures.mjs';
import { commitsPerSecond } from './commit-floor.js';
import { BenchBroker } from './bench-broker.js';
import { live } from './life.js';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 64);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20);
const WARM_UP_SECONDS = 3;
const FLAGS = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');

/** Requests' times of all lives that ended in these seconds. */
async function liveFor(port: number, seconds: number): Promise<readonly (readonly number[])[]> {
  const endAt = performance.now() + seconds * 1_000;
  const lives: (readonly number[])[] = [];
  const client = async (): Promise<void> => {
    while (performance.now() < endAt) lives.push(await live(port));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return lives;
}

const broker = await BenchBroker.start(4, { flags: FLAGS });
try {
  await liveFor(broker.port, WARM_UP_SECONDS);
  const cpuBefore = broker.cpuSeconds;
  const startedAt = performance.now();
  const lives = await liveFor(broker.port, SECONDS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuMs = ((broker.cpuSeconds - cpuBefore) * 1_000) / lives.length;
  const commits = commitsPerSecond();
  process.stdout.write('| what | figure |\n| --- | --- |\n');
  process.stdout.write(`| lives a second, ${CLIENTS} clients | ${(lives.length / seconds).toFixed(1)} |\n`);
  process.stdout.write(`| CPU of the broker for a life | ${cpuMs.toFixed(2)} ms |\n`);
  for (const [index, name] of ['provision', 'bind', 'unbind', 'deprovision'].entries()) {
    const times = lives.map((life) => life[index] ?? 0);
    const figures = [median(times), quantile(times, 0.99)].map((ms) => ms.toFixed(0)).join(' / ');
    process.stdout.write(`| ${name}, median / p99 | ${figures} ms |\n`);
  }
  process.stdout.write(`| durable commits a second of the bare driver | ${commits.toFixed(0)} |\n`);
} finally {
  await broker.stop();
}
process.exit();
