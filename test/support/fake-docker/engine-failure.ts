import type { PlainAnswer } from './fake-docker.types.js';

/** What the engine refuses, in the words of a real one (20.10): the driver tells failures apart by them. */
export class EngineFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'EngineFailure';
  }

  toAnswer(): PlainAnswer {
    return { status: this.status, json: { message: this.message } };
  }
}
