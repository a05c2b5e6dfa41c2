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
/** Node goes on compiling what it runs for so long: the first hundred lives cost three times as much as those after them. */
const WARM_UP_LIVES = Number(process.env['BENCH_WARM_UP'] ?? 1_500);
const FLAGS = (process.env['BENCH_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');

/** Requests' times of all lives that ended until then. */
async function liveWhile(port: number, goesOn: (lives: number) => boolean): Promise<readonly (readonly number[])[]> {
  const lives: (readonly number[])[] = [];
  const client = async (): Promise<void> => {
    while (goesOn(lives.length)) lives.push(await live(port));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return lives;
}

const broker = await BenchBroker.start(4, { flags: FLAGS });
try {
  await liveWhile(broker.port, (count) => count < WARM_UP_LIVES);
  const cpuBefore = broker.cpuSeconds;
  const startedAt = performance.now();
  const lives = await liveWhile(broker.port, () => performance.now() < startedAt + SECONDS * 1_000);
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
