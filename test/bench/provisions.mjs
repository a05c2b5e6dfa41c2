import { randomUUID } from 'node:crypto';
import { provisionBare } from './bare-docker.mjs';
import { inTurn } from './in-turn.mjs';
import { HEADERS, PORTS } from './processes.mjs';

const BROKER = `http://127.0.0.1:${PORTS.broker}`;
const FIRST_BARE_PORT = 31_000;
const REQUEST = { service_id: 'redis', plan_id: 'redis_100', organization_guid: 'bench', space_guid: 'bench' };

/** One by one, ours and the bare calls in turn. @param {number} rounds */
export function measureOneByOne(rounds) {
  return measureAtOnce(1, rounds);
}

/**
 * Many at once: the time until the last one is there.
 * @param {number} count
 * @param {number} rounds
 */
export function measureAtOnce(count, rounds) {
  return inTurn(rounds, {
    ours: () => together(count, provisionOurs),
    floor: () => together(count, (index) => provisionBare(FIRST_BARE_PORT + index)),
  });
}

/**
 * @param {number} count
 * @param {(index: number) => Promise<{ remove: () => Promise<unknown> }>} provision
 */
async function together(count, provision) {
  const startedAt = performance.now();
  const all = await Promise.all(Array.from({ length: count }, (_, index) => provision(index)));
  const ms = performance.now() - startedAt;
  await Promise.all(all.map(({ remove }) => remove()));
  return ms;
}

async function provisionOurs() {
  const url = `${BROKER}/v2/service_instances/${randomUUID()}`;
  const startedAt = performance.now();
  await send('PUT', `${url}?accepts_incomplete=false`, 201);
  const ms = performance.now() - startedAt;
  return { ms, remove: () => send('DELETE', `${url}?service_id=redis&plan_id=redis_100`, 200) };
}

/**
 * @param {'PUT' | 'DELETE'} method
 * @param {string} url
 * @param {number} expected
 */
async function send(method, url, expected) {
  const body = method === 'PUT' ? { body: JSON.stringify(REQUEST) } : {};
  const response = await fetch(url, { method, headers: HEADERS, ...body });
  const text = await response.text();
  if (response.status !== expected) throw new Error(`${method} was answered ${response.status}: ${text}`);
}
