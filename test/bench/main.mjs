/**
 * The broker against the floor, in one run: bare Docker calls, bare Fastify with the same bytes or the same write.
 * Figures of other machines only hint; ratios count. Needs the built broker, Docker and the redis image.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frugal } from '../../apps/local/processes.mjs';
import { toReportLine } from './figures.mjs';
import { requestsPerSecond } from './http-load.mjs';
import { HEADERS, memoryOf, PORTS, startServer, stopServer, temporaryFolder } from './processes.mjs';
import { measureAtOnce, measureOneByOne } from './provisions.mjs';

const BROKER = `http://127.0.0.1:${PORTS.broker}`;
const FLOOR = `http://127.0.0.1:${PORTS.floor}`;
const HTTP_ROUNDS = 5;
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

/** @param {() => Promise<number>} ours @param {() => Promise<number>} floor */
async function inTurn(ours, floor) {
  /** @type {{ ours: number[], floor: number[] }} */
  const figures = { ours: [], floor: [] };
  for (let round = 0; round <= HTTP_ROUNDS; round += 1) {
    const [one, other] = [await ours(), await floor()];
    if (round > 0) figures.ours.push(one);
    if (round > 0) figures.floor.push(other);
  }
  return figures;
}

const folder = temporaryFolder();
const noLimits = { BROKER_LIMITS_REQUESTSPERMINUTE: '0', BROKER_LIMITS_PINGSPERMINUTE: '0' };
const env = { DATA_DIR: folder, PORT: String(PORTS.broker), VCAP_APP_HOST: '127.0.0.1', ...noLimits };
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
  const one = await measureOneByOne(15);
  const twenty = await measureAtOnce(20, 4);
  const catalog = await inTurn(
    () => requestsPerSecond(`${BROKER}/v2/catalog`),
    () => requestsPerSecond(`${FLOOR}/v2/catalog`),
  );
  const pings = await inTurn(
    () => requestsPerSecond(`${BROKER}/ping`, ping),
    () => requestsPerSecond(`${FLOOR}/ping`, ping),
  );
  process.stdout.write(
    [
      '',
      '| what | ours / floor (median) | ratio | p10–p90 | target |',
      '| --- | --- | --- | --- | --- |',
      toReportLine('provision, one by one', { ...one, unit: 'ms', target: '≤ 1.10' }),
      toReportLine('20 provisions at once', { ...twenty, unit: 'ms', target: '≤ 1.10, 20 of 20' }),
      toReportLine('GET /v2/catalog, 32 connections', { ...catalog, unit: 'requests/s', target: '≥ 0.80' }),
      toReportLine('POST /ping, 32 connections', { ...pings, unit: 'requests/s', target: '–' }),
      `| memory of the broker | idle ${idleMegabytes.toFixed(0)} MB, after the load ${memoryOf(broker).toFixed(0)} MB | | | idle ≤ 130 MB |`,
      '',
    ].join('\n'),
  );
} finally {
  await stopServer(broker);
  await stopServer(floor);
}
