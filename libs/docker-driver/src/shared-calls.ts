import type Docker from 'dockerode';

/**
 * Who asks an engine the same in one turn of the event loop shares one call, which is sent after the last of them asked:
 * each hears of everything that was so before it asked. Of many orders at once all ask for one image and one network.
 */
export class SharedCalls {
  readonly #waiting = new WeakMap<Docker, Map<string, Promise<unknown>>>();

  /** `call` must mean the same for all who say the same `question`, and must not be anyone's alone to call off. */
  run<T>(docker: Docker, question: string, call: () => Promise<T>): Promise<T> {
    const waiting = this.#waitingFor(docker);
    const shared =
      (waiting.get(question) as Promise<T> | undefined) ?? toNextTurn(call, () => waiting.delete(question));
    waiting.set(question, shared);
    return shared;
  }

  #waitingFor(docker: Docker): Map<string, Promise<unknown>> {
    const known = this.#waiting.get(docker) ?? new Map<string, Promise<unknown>>();
    this.#waiting.set(docker, known);
    return known;
  }
}

function toNextTurn<T>(call: () => Promise<T>, begin: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      begin();
      call().then(resolve, reject);
    });
  });
}
