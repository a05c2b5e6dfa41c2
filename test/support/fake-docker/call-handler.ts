import { setTimeout as sleep } from 'node:timers/promises';

import type { ContainerInfo } from '#docker-driver';
import type { CallFaults } from './call-faults.js';
import type { Connection } from './connection.js';
import { EngineFailure } from './engine-failure.js';
import type { ReceivedRequest } from './engine-server.js';
import type { Answer, CallFault, EngineCall, RouteName, SpoiltAnswer, Trouble } from './fake-docker.types.js';
import { findRoute, type FoundRoute } from './routes/find-route.js';
import type { FakeSite } from './routes/route.types.js';
import type { SeededRandom } from './seeded-random.js';
import { makeTrouble, spoilAnswer } from './spoil-answer.js';
import { toFailure } from './to-failure.js';

/** Turns requests into effects and answers, unless a fault has it otherwise. */
export class CallHandler {
  readonly calls = new Map<RouteName, number>();
  /** Nobody listens: requests have no effect and no answer. */
  isDeaf = false;
  #gate: Promise<void> | undefined;
  #generation = 0;

  constructor(
    private readonly site: FakeSite,
    private readonly faults: CallFaults,
    private readonly random: SeededRandom,
  ) {}

  /** Calls wait for `gate`, and have their effect then. */
  holdUntil(gate: Promise<void>): void {
    this.#gate = gate;
  }

  /** As an engine that ends: what has had no effect yet will have none. */
  dropWaiting(): void {
    this.#generation += 1;
  }

  async handle(request: ReceivedRequest, connection: Connection): Promise<void> {
    if (this.isDeaf) return;
    try {
      const found = findRoute(request.method, request.url.pathname);
      await this.#handle(found, toCall(found, request), connection);
    } catch (error) {
      connection.send(toFailure(error).toAnswer());
    }
  }

  async #handle(found: FoundRoute, call: EngineCall, connection: Connection): Promise<void> {
    this.calls.set(call.route, (this.calls.get(call.route) ?? 0) + 1);
    const fault = this.faults.take(call, () => this.#findContainer(call));
    const generation = this.#generation;
    await this.#standStill(fault);
    if (generation !== this.#generation) return;
    if (fault?.before !== undefined) {
      makeTrouble(connection, fault.before);
      return;
    }
    const answer = this.#perform(found, call);
    if (fault?.after === undefined) connection.send(answer);
    else if (isTrouble(fault.after)) makeTrouble(connection, fault.after);
    else spoilAnswer(connection, answer, fault.after);
  }

  async #standStill(fault: CallFault | undefined): Promise<void> {
    if (fault?.delayMs !== undefined) await sleep(this.random.within(fault.delayMs), undefined, { ref: false });
    if (fault?.until !== undefined) await fault.until;
    if (this.#gate !== undefined) await this.#gate;
  }

  #perform({ route }: FoundRoute, call: EngineCall): Answer {
    try {
      return route.answer(this.site, call);
    } catch (error) {
      return toFailure(error).toAnswer();
    }
  }

  #findContainer({ target }: EngineCall): ContainerInfo | undefined {
    const { engine } = this.site.host;
    const containerId = engine.execs.findStored(target)?.containerId ?? target;
    return engine.containers().find((one) => one.containerId === containerId || one.name === containerId);
  }
}

function toCall({ route, target }: FoundRoute, { url, body, stdin }: ReceivedRequest): EngineCall {
  return { route: route.name, target, query: url.searchParams, body: toJson(body), stdin };
}

function toJson(body: Buffer): EngineCall['body'] {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as EngineCall['body'];
  } catch {
    throw new EngineFailure(400, 'invalid character in the body');
  }
}

function isTrouble(after: Trouble | SpoiltAnswer): after is Trouble {
  return after === 'reset' || after === 'hang' || (typeof after === 'object' && 'status' in after);
}
