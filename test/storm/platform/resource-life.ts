import type { HttpAnswer } from '../../support/send-request.js';
import type { Findings } from '../findings.js';
import type { Platform } from './platform.js';
import type { Resource } from './resource.js';

const GIVE_UP_AFTER_MS = 120_000;
const AGAIN_AFTER = [60, 350] as const;

type End = 'succeeded' | 'failed' | 'gone' | 'impatient';
/** What a platform does that has no good answer to a PUT. */
type Mitigation = 'delete' | 'repeat' | 'leave';

/** Creates and removes as Cloud Foundry does, and as it does when it does not get an answer: instances and bindings alike. */
export class ResourceLife {
  constructor(
    private readonly platform: Platform,
    private readonly findings: Findings,
  ) {}

  /** `belief` says what came of it. */
  async create(resource: Resource): Promise<void> {
    resource.belief = 'unknown';
    let isAsync = this.platform.chance(0.85);
    let timeoutMs = this.platform.chance(0.25) ? this.platform.random.within([15, 1_200]) : undefined;
    for (const again of this.tries(resource, 'PUT')) {
      await again;
      const answer = await this.#put(resource, isAsync, timeoutMs);
      timeoutMs = undefined;
      isAsync ||= answer?.status === 422;
      if (answer?.status === 422) continue;
      const next = await this.#followPut(resource, answer);
      if (next === 'done') return;
      if (next === 'delete') return this.remove(resource);
      if (next === 'leave') return;
    }
  }

  async remove(resource: Resource): Promise<void> {
    resource.belief = 'unknown';
    const { service_id, plan_id } = resource.order;
    const order = `?service_id=${service_id}&plan_id=${plan_id}`;
    for (const again of this.tries(resource, 'DELETE')) {
      await again;
      const query = this.platform.chance(0.85) ? `${order}&accepts_incomplete=true` : order;
      const hurry = this.platform.chance(0.15) ? { timeoutMs: this.platform.random.within([15, 800]) } : {};
      const answer = await this.platform.ask('DELETE', resource, { query, ...hurry });
      if (await this.#hasGone(resource, answer)) {
        resource.bury();
        return;
      }
      if (answer === undefined && this.platform.chance(0.05)) return;
    }
  }

  /** The first answer of which `isDecisive`, after as many tries as that takes. */
  async insist(
    resource: Resource,
    ask: () => Promise<HttpAnswer | undefined>,
    isDecisive = (status: number): boolean => status < 500 && status !== 422,
  ): Promise<HttpAnswer | undefined> {
    for (const again of this.tries(resource, 'an answer')) {
      await again;
      const answer = await ask();
      if (answer !== undefined && isDecisive(answer.status)) return answer;
    }
    return undefined;
  }

  #put(resource: Resource, isAsync: boolean, timeoutMs: number | undefined): Promise<HttpAnswer | undefined> {
    const query = isAsync ? '?accepts_incomplete=true' : '';
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    return this.platform.ask('PUT', resource, { query, body: resource.order, ...limit });
  }

  async #followPut(resource: Resource, answer: HttpAnswer | undefined): Promise<'done' | Mitigation> {
    if (answer === undefined || answer.status >= 500) return this.#mitigate();
    if (answer.status === 202) return this.#followAccepted(resource, answer);
    if (answer.status === 200 || answer.status === 201) {
      resource.belief = 'exists';
      return 'done';
    }
    this.findings.add(resource.id, `PUT was refused with ${answer.status} ${JSON.stringify(answer.body)}`);
    return 'delete';
  }

  async #followAccepted(resource: Resource, answer: HttpAnswer): Promise<'done' | Mitigation> {
    const end = await this.poll(resource, answer, 0.15);
    if (end === 'impatient') return 'delete';
    if (end !== 'succeeded') this.platform.tally.count('creations that failed');
    if (end !== 'succeeded' && this.platform.chance(0.5)) return 'delete';
    resource.belief = end === 'succeeded' ? 'exists' : 'gone';
    return 'done';
  }

  #mitigate(): Mitigation {
    return (
      this.platform.random.pick<Mitigation>(['delete', 'delete', 'delete', 'repeat', 'repeat', 'leave']) ?? 'leave'
    );
  }

  async #hasGone(resource: Resource, answer: HttpAnswer | undefined): Promise<boolean> {
    if (answer?.status === 200 || answer?.status === 410) return true;
    if (answer?.status === 202) return ['succeeded', 'gone'].includes(await this.poll(resource, answer, 0));
    if (answer !== undefined && answer.status < 500 && answer.status !== 422)
      this.findings.add(resource.id, `DELETE was refused with ${answer.status} ${JSON.stringify(answer.body)}`);
    return false;
  }

  async poll(resource: Resource, { body }: HttpAnswer, impatience: number): Promise<End> {
    const { operation } = body as { operation: string };
    const query = `/last_operation?operation=${operation}`;
    for (const again of this.tries(resource, operation)) {
      await again;
      if (this.platform.chance(impatience)) return 'impatient';
      const answer = await this.platform.ask('GET', resource, { query });
      if (answer?.status === 410) return 'gone';
      const state = answer?.status === 200 ? (answer.body as { state: string }).state : 'in progress';
      if (state === 'succeeded' || state === 'failed') return state;
    }
    return 'impatient';
  }

  /** One promise for each try, which settles when it is time for it. Whoever tries for too long has found a fault. */
  *tries(resource: Resource, what: string): Generator<Promise<void>> {
    const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
    yield Promise.resolve();
    while (performance.now() < giveUpAt) yield this.platform.wait(...AGAIN_AFTER);
    this.findings.add(resource.id, `no end to ${what}`);
  }
}
