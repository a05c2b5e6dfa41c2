import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { HEADERS } from '../processes.mjs';

const PLAN = { service_id: 'redis', plan_id: 'redis_100' };
const QUERY = '?service_id=redis&plan_id=redis_100&accepts_incomplete=false';
const agent = new Agent({ keepAlive: true });

/** One instance from its order to its end, with a binding. Milliseconds of each of the four requests. */
export async function live(port: number): Promise<readonly number[]> {
  const instance = `/v2/service_instances/${randomUUID()}`;
  const binding = `${instance}/service_bindings/${randomUUID()}`;
  const order = { ...PLAN, organization_guid: 'bench', space_guid: 'bench' };
  return [
    await send(port, { method: 'PUT', path: `${instance}?accepts_incomplete=false`, body: order, status: 201 }),
    await send(port, { method: 'PUT', path: `${binding}?accepts_incomplete=false`, body: PLAN, status: 201 }),
    await send(port, { method: 'DELETE', path: `${binding}${QUERY}`, status: 200 }),
    await send(port, { method: 'DELETE', path: `${instance}${QUERY}`, status: 200 }),
  ];
}

interface Order {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly status: number;
}

function send(port: number, { method, path, body, status }: Order): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request({ port, method, path, headers: HEADERS, agent, host: '127.0.0.1' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode === status) resolve(performance.now() - startedAt);
        else
          reject(new Error(`${method} was answered ${String(response.statusCode)}: ${String(Buffer.concat(chunks))}`));
      });
    });
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
