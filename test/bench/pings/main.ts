/**
 * 10,000 agents that ping each minute: what part of a core it takes the broker. `main.js` for BENCH_SECONDS; each host is
 * made first, so that what is measured are the pings of hosts that are known.
 */
import { Agent, request } from 'node:http';
import { BenchBroker } from '../cycles/bench-broker.js';
import { HEADERS } from '../processes.mjs';

const HOSTS = Number(process.env['BENCH_HOSTS'] ?? 10_000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const KEEP_ALIVE_SECONDS = 60;
const AT_ONCE = 64;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function ping(port: number, number: number): Promise<void> {
  const host = {
    ServiceHost: '192.0.2.1',
    DockerHost: `bench-${number}`,
    DockerPort: 2376,
    IsActive: true,
    PerfFactor: 1,
  };
  const body = JSON.stringify({ ...host, KeepAlive: KEEP_ALIVE_SECONDS, Portbind_min: 20_000, Portbind_max: 29_999 });
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/ping', method: 'POST', headers: HEADERS, agent };
    const asked = request(options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a ping was answered with ${String(response.statusCode)}`));
      });
    });
    asked.on('error', reject).end(body);
  });
}

/** At the pace of agents that began at any moment. */
async function pingSteadily(port: number, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const pings: Promise<void>[] = [];
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * (HOSTS / KEEP_ALIVE_SECONDS));
    while (pings.length < due) pings.push(ping(port, pings.length % HOSTS));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pings);
  return pings.length;
}

/** These hosts have no engines: nobody shall spend the time on looking for them. */
const settings = { BROKER_RECONCILER_EVERYSECONDS: '0', BROKER_DRAINS_EVERYSECONDS: '0' };
const broker = await BenchBroker.start(1, { settings });
try {
  for (let first = 0; first < HOSTS; first += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, HOSTS - first) }, (_, index) => ping(broker.port, first + index)),
    );
  const cpuBefore = broker.cpuSeconds;
  const startedAt = performance.now();
  const count = await pingSteadily(broker.port, SECONDS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const percent = ((broker.cpuSeconds - cpuBefore) / seconds) * 100;
  process.stdout.write('| what | figure | target |\n| --- | --- | --- |\n');
  process.stdout.write(
    `| ${count} pings of ${HOSTS} hosts in ${seconds.toFixed(0)} s | ${percent.toFixed(1)} % of a core | ≤ 10 % |\n`,
  );
} finally {
  await broker.stop();
}
process.exit();
