import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong in a call. All parts are optional and may be joined. */
export interface Fault {
  /** Thrown instead of the effect: the engine refused, or was never reached. */
  readonly before?: Error;
  /** Thrown although the effect is there: the answer got lost. */
  readonly after?: Error;
  /** Passes before the effect. */
  readonly delayMs?: number;
  /** The call stands still until this settles. */
  readonly until?: Promise<unknown>;
  /** How many calls it hits; 1 unless said. */
  readonly times?: number;
  /** Told of each call that it hits, before anything else happens to it. */
  readonly onHit?: () => void;
}

/** Faults in the order in which they were injected, a queue for each method. */
export class Faults<Method extends string> {
  readonly #queues = new Map<Method, { fault: Fault; left: number }[]>();

  inject(method: Method, fault: Fault): void {
    const queue = this.#queues.get(method) ?? [];
    queue.push({ fault, left: fault.times ?? 1 });
    this.#queues.set(method, queue);
  }

  clear(): void {
    this.#queues.clear();
  }

  async around<T>(method: Method, effect: () => T | Promise<T>): Promise<T> {
    const fault = this.#take(method) ?? {};
    await standStill(fault);
    if (fault.before !== undefined) throw fault.before;
    const result = await effect();
    if (fault.after !== undefined) throw fault.after;
    return result;
  }

  #take(method: Method): Fault | undefined {
    const queue = this.#queues.get(method) ?? [];
    const [first] = queue;
    if (first === undefined) return undefined;
    first.left -= 1;
    if (first.left <= 0) queue.shift();
    return first.fault;
  }
}

async function standStill({ onHit, until, delayMs }: Fault): Promise<void> {
  onHit?.();
  if (until !== undefined) await until;
  if (delayMs !== undefined) await sleep(delayMs);
}
