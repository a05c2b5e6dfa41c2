/**
 * The broker against the floor, in one run: bare Docker calls, bare Fastify with the same bytes or the same write.
 * Figures of other machines only hint; ratios count. Needs the built broker, Docker and the redis image.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frugal } from '../../apps/local/processes.mjs';
import { toReportLine } from './figures.mjs';
import { requestsPerSecond } from './http-load.mjs';
import { inTurn } from './in-turn.mjs';
import { HEADERS, memoryOf, PORTS, startServer, stopServer, temporaryFolder, UNLIMITED } from './processes.mjs';
import { measureAtOnce, measureOneByOne } from './provisions.mjs';

const BROKER = `http://127.0.0.1:${PORTS.broker}`;
const FLOOR = `http://127.0.0.1:${PORTS.floor}`;
const HTTP_ROUNDS = 5;
/** How many provisions at once, and how often: enough for a median, few enough for all of it to end within five minutes. */
const AT_ONCE = [
  { count: 10, rounds: 9 },
  { count: 50, rounds: 4 },
];
const SOCKET = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
const HOST = {
  ServiceHost: '127.0.0.1',
  DockerHost: `unix://${SOCKET}`,
  DockerPort: 0,
  IsActive: true,
  PerfFactor: 1,
  KeepAlive: 3_600,
  Portbind_min: 31_100,
  Portbind_max: 31_999,
};

const folder = temporaryFolder();
const env = { DATA_DIR: folder, PORT: String(PORTS.broker), VCAP_APP_HOST: '127.0.0.1', ...UNLIMITED };
const broker = await startServer(
  [...frugal.nodeFlags, 'dist/apps/broker/src/main.js', '-config', 'config/broker.config'],
  { ...frugal.env, ...env },
  `${BROKER}/v2/catalog`,
);
const idleMegabytes = memoryOf(broker);
const catalogFile = join(folder, 'catalog.json');
writeFileSync(catalogFile, await (await fetch(`${BROKER}/v2/catalog`, { headers: HEADERS })).text());
const floor = await startServer(
  ['test/bench/floor-server.mjs', String(PORTS.floor), catalogFile, join(folder, 'floor.sqlite')],
  {},
  `${FLOOR}/v2/catalog`,
);
try {
  const ping = { method: /** @type {const} */ ('POST'), body: JSON.stringify(HOST) };
  await fetch(`${BROKER}/ping`, { method: 'POST', headers: HEADERS, body: ping.body });
  const one = await measureOneByOne(40);
  const together = [];
  for (const { count, rounds } of AT_ONCE) together.push({ count, figures: await measureAtOnce(count, rounds) });
  const { object, ...catalog } = await inTurn(HTTP_ROUNDS, {
    ours: () => requestsPerSecond(`${BROKER}/v2/catalog`),
    floor: () => requestsPerSecond(`${FLOOR}/v2/catalog`),
    object: () => requestsPerSecond(`${FLOOR}/catalog-of-an-object`),
  });
  const pings = await inTurn(HTTP_ROUNDS, {
    ours: () => requestsPerSecond(`${BROKER}/ping`, ping),
    floor: () => requestsPerSecond(`${FLOOR}/ping`, ping),
  });
  process.stdout.write(
    [
      '',
      '| what | ours / floor (median) | ratio | p10–p90 | target |',
      '| --- | --- | --- | --- | --- |',
      toReportLine('provision, one by one', { ...one, unit: 'ms', target: '≤ 1.05' }),
      ...together.map(({ count, figures }) =>
        toReportLine(`${count} provisions at once`, { ...figures, unit: 'ms', target: `≤ 1.05, ${count} of ${count}` }),
      ),
      toReportLine('GET /v2/catalog, 32 connections', { ...catalog, unit: 'requests/s', target: '≥ 0.90' }),
      toReportLine('– of a floor that sends an object', { ...catalog, floor: object, unit: 'requests/s', target: '–' }),
      toReportLine('POST /ping, 32 connections', { ...pings, unit: 'requests/s', target: '–' }),
      `| memory of the broker | idle ${idleMegabytes.toFixed(0)} MB, after the load ${memoryOf(broker).toFixed(0)} MB | | | idle ≤ 130 MB |`,
      '',
    ].join('\n'),
  );
} finally {
  await stopServer(broker);
  await stopServer(floor);
}
