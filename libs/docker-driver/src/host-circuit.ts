import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleType,
  noJitterGenerator,
} from 'cockatiel';
import { DockerDriverError, ExecTimeoutError, HostUnreachableError } from './docker-driver.errors.js';

const FAILURES = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/** One call of the engine, as the circuit sees it. */
export interface CircuitCall<T> {
  /** The caller's own way to call it off: what fails because of it says nothing of the host. */
  readonly signal: AbortSignal | undefined;
  /** Short, and changes nothing. With the caller's certificates, which may be newer than those that failed. */
  readonly probe: () => Promise<unknown>;
  readonly run: () => Promise<T>;
}

type Settled<T> = { readonly answer: T } | { readonly refusal: DockerDriverError };

/**
 * Spares a host that does not answer, and those who would wait for it: after three calls in a row without an answer the
 * next ones fail at once. When the pause is over (2 s, twice as long each time, 30 s at most) the first caller has the
 * host probed, others wait for that short probe; when it answers, all go on. What is probed is never the call itself: a
 * script or a pull may take minutes.
 */
export class HostCircuit {
  private readonly breaker = circuitBreaker(handleType(HostUnreachableError), {
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: FIRST_PAUSE_MS,
      maxDelay: LONGEST_PAUSE_MS,
      generator: noJitterGenerator,
    }),
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  private answers = true;

  constructor(private readonly onChange: (answers: boolean, reason: string) => void) {
    this.breaker.onBreak(() => {
      this.tell(false);
    });
    this.breaker.onReset(() => {
      this.tell(true);
    });
  }

  async run<T>({ signal, probe, run }: CircuitCall<T>): Promise<T> {
    try {
      if (!this.isClosed) await this.breaker.execute(() => (this.isClosed ? undefined : settle(probe)));
      const settled = await this.breaker.execute(() => settle(run, signal));
      if ('refusal' in settled) throw settled.refusal;
      return settled.answer;
    } catch (error) {
      if (error instanceof CalledOff) throw error.failure;
      throw error instanceof BrokenCircuitError ? this.unanswered() : error;
    }
  }

  private get isClosed(): boolean {
    return this.breaker.state === CircuitState.Closed;
  }

  private unanswered(): HostUnreachableError {
    const pause = `it is asked again within ${LONGEST_PAUSE_MS / 1_000} s`;
    return new HostUnreachableError(`The host did not answer ${FAILURES} times in a row; ${pause}.`, this.lastError());
  }

  /** Once each way: further probes in vain are no news. */
  private tell(answers: boolean): void {
    if (this.answers === answers) return;
    this.answers = answers;
    const reason = this.lastError();
    this.onChange(answers, reason instanceof Error ? reason.message : '');
  }

  private lastError(): unknown {
    const failure = this.breaker.lastFailure;
    return failure !== undefined && 'error' in failure ? failure.error : undefined;
  }
}

/** Neither an answer nor the lack of one. */
class CalledOff extends Error {
  constructor(readonly failure: HostUnreachableError) {
    super('called off', { cause: failure });
  }
}

/** Whatever the engine itself said is an answer. A command that outlives its time says nothing of the engine. */
async function settle<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<Settled<T>> {
  try {
    return { answer: await run() };
  } catch (error) {
    if (error instanceof HostUnreachableError && signal?.aborted === true) throw new CalledOff(error);
    const isAnswer = error instanceof DockerDriverError && !(error instanceof HostUnreachableError);
    if (isAnswer && !(error instanceof ExecTimeoutError)) return { refusal: error };
    throw error;
  }
}
