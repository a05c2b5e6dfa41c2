import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../support/fake-docker/seeded-random.js';
import { sendRequest } from '../../support/send-request.js';
import type { HttpAnswer } from '../../support/send-request.js';
import type { Resource } from './resource.js';
import type { Tally } from './tally.js';

const HEADERS = {
  Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
  'X-Broker-API-Version': '2.17',
  'Content-Type': 'application/json',
};
const PATIENCE_MS = 6_000;

export type Method = 'GET' | 'PUT' | 'DELETE';

interface Ask {
  readonly query?: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** The platform's wire: each request goes to any of the brokers, and is given up after a time. */
export class Platform {
  constructor(
    private readonly ports: readonly number[],
    readonly random: SeededRandom,
    readonly tally: Tally,
  ) {}

  /** `undefined`: no answer came, and what came of the request nobody knows. */
  async ask(method: Method, resource: Resource, ask: Ask = {}): Promise<HttpAnswer | undefined> {
    const { query = '', body, timeoutMs = PATIENCE_MS } = ask;
    const port = this.random.pick(this.ports) ?? 0;
    const path = resource.path + query;
    const signal = AbortSignal.timeout(Math.round(timeoutMs));
    const name = `${method} ${query} at ${port % 100}`;
    try {
      const answer = await sendRequest({ host: '127.0.0.1', port, method, path, headers: HEADERS, signal }, body);
      this.tally.count(`${method} ${answer.status}`);
      resource.note(`${name}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 150)}`);
      return answer;
    } catch (error) {
      const why = signal.aborted ? 'hung up' : 'cut';
      this.tally.count(`${method} ${why}`);
      resource.note(`${name}: ${why} after ${Math.round(timeoutMs)} ms, ${String(error).slice(0, 80)}`);
      resource.hasHungUp ||= method !== 'GET';
      return undefined;
    }
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  /** Somewhere between the two. */
  async wait(minMs: number, maxMs: number): Promise<void> {
    await sleep(this.random.within([minMs, maxMs]));
  }
}
