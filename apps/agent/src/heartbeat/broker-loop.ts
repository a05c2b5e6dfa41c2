import { Logger } from '@nestjs/common';
import type { CertificateUpload, Ping } from '#agent-protocol';
import { writePing } from '#agent-protocol';
import { BrokerUnreachableError } from '../broker-connection/broker-connection.errors.js';
import type { BrokerConnection } from '../broker-connection/broker-connection.port.js';
import { Enrolment } from '../enrolment/enrolment.js';
import type { ConnectionState } from './connection-state.js';
import { isSameState, reasonOf } from './connection-state.js';
import { pause } from './pause.js';

const LONGEST_WAIT_MS = 10_000;

interface BrokerLoopOptions {
  readonly connection: BrokerConnection;
  readonly certificates: CertificateUpload | undefined;
  readonly keepAliveSeconds: number;
  /** What to tell, asked before each ping. */
  readonly describeHost: () => Promise<Ping>;
  /** Called after each ping that the broker took. */
  readonly noteBeat: () => Promise<void>;
}

/** Pings one broker until it is stopped, and says when the connection changes. */
export class BrokerLoop {
  readonly #logger = new Logger(BrokerLoop.name);
  readonly #enrolment: Enrolment;
  readonly #keepAliveMs: number;
  readonly #timeoutMs: number;
  #state: ConnectionState = { kind: 'new' };

  constructor(private readonly options: BrokerLoopOptions) {
    this.#enrolment = new Enrolment(options.connection, options.certificates, this.#logger);
    this.#keepAliveMs = options.keepAliveSeconds * 1000;
    this.#timeoutMs = Math.min(this.#keepAliveMs, LONGEST_WAIT_MS);
  }

  /** Ends when the signal is given; never throws. The next ping follows `keepalive` seconds after the last reply. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const state = await this.#beat(signal);
      this.#enter(state, signal);
      if (state.kind === 'connected') await this.options.noteBeat();
      await pause(this.#keepAliveMs, signal);
    }
    this.options.connection.close();
  }

  async #beat(signal: AbortSignal): Promise<ConnectionState> {
    try {
      const patience = { timeoutMs: this.#timeoutMs, signal };
      if (this.#state.kind !== 'refused') {
        await this.#enrolment.fulfil(patience);
      }
      const body = writePing(await this.options.describeHost());
      const { status, description } = await this.options.connection.send({
        method: 'POST',
        path: '/ping',
        body,
        ...patience,
      });
      return status < 300 ? { kind: 'connected' } : { kind: 'refused', reason: `${status} ${description}`.trim() };
    } catch (error) {
      return { kind: 'lost', reason: error instanceof BrokerUnreachableError ? error.message : String(error) };
    }
  }

  /** What was given up because the agent stops is no news. */
  #enter(state: ConnectionState, { aborted }: AbortSignal): void {
    if (!aborted && !isSameState(state, this.#state)) {
      this.#tell(state);
    }
    if (state.kind !== 'connected') {
      this.#enrolment.renew();
    }
    this.#state = state;
  }

  #tell(state: ConnectionState): void {
    const broker = this.options.connection.name;
    if (state.kind === 'connected') {
      this.#logger.log({ message: 'broker connected', broker });
    } else {
      this.#logger.warn({ message: `broker ${state.kind}`, broker, reason: reasonOf(state) });
    }
  }
}
