import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../support/fake-docker/seeded-random.js';
import { sendRequest } from '../../support/send-request.js';
import type { HttpAnswer } from '../../support/send-request.js';
import type { Resource } from './resource.js';
import type { Tally } from './tally.js';

export const HEADERS = {
  Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
  'X-Broker-API-Version': '2.17',
  'Content-Type': 'application/json',
};
const PATIENCE_MS = 6_000;

export type Method = 'GET' | 'PUT' | 'PATCH' | 'DELETE';

interface Ask {
  readonly query?: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

interface SignalledAsk extends Ask {
  readonly signal: AbortSignal;
}

/**
 * The platform's wire: each request goes to any of the brokers, to the next one where nobody listens, as behind a load
 * balancer, and is given up after a time.
 */
export class Platform {
  constructor(
    private readonly ports: readonly number[],
    readonly random: SeededRandom,
    readonly tally: Tally,
  ) {}

  /** `undefined`: no answer came, and what came of the request nobody knows. */
  async ask(method: Method, resource: Resource, ask: Ask = {}): Promise<HttpAnswer | undefined> {
    const { query = '', timeoutMs = PATIENCE_MS } = ask;
    const signal = AbortSignal.timeout(Math.round(timeoutMs));
    const name = `${method} ${query}`;
    try {
      const answer = await this.#sendToAny(method, resource, { ...ask, signal });
      this.tally.count(`${method} ${answer.status}`);
      resource.note(`${name}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 150)}`);
      return answer;
    } catch (error) {
      const why = signal.aborted ? 'hung up' : isRefusal(error) ? 'refused' : 'cut';
      this.tally.count(`${method} ${why}`);
      resource.note(`${name}: ${why}, ${String(error).slice(0, 80)}`);
      resource.hasHungUp ||= method !== 'GET' && why !== 'refused';
      return undefined;
    }
  }

  async #sendToAny(
    method: Method,
    resource: Resource,
    { query = '', body, signal }: SignalledAsk,
  ): Promise<HttpAnswer> {
    const first = Math.floor(this.random.next() * this.ports.length);
    const ports = [...this.ports.slice(first), ...this.ports.slice(0, first)];
    for (const port of ports) {
      const target = { host: '127.0.0.1', port, method, path: resource.path + query, headers: HEADERS, signal };
      try {
        return await sendRequest(target, body);
      } catch (error) {
        if (!isRefusal(error) || port === ports.at(-1)) throw error;
      }
    }
    throw new Error('There is no broker.');
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  /** Somewhere between the two. */
  async wait(minMs: number, maxMs: number): Promise<void> {
    await sleep(this.random.within([minMs, maxMs]));
  }
}

/** Nobody listens there: the request has had no effect. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
