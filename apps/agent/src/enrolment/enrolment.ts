import type { Logger } from '@nestjs/common';
import type { CertificateUpload } from '#agent-protocol';
import { writeCertificateUpload } from '#agent-protocol';
import type { BrokerConnection } from '../broker-connection/broker-connection.port.js';

/** What an exchange with a broker may take, and what gives it up. */
interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Hands this host's certificates to one broker, again and again until the broker has taken them. */
export class Enrolment {
  #isOwed: boolean;
  #lastRefusal = '';

  constructor(
    private readonly connection: BrokerConnection,
    private readonly certificates: CertificateUpload | undefined,
    private readonly logger: Logger,
  ) {
    this.#isOwed = certificates !== undefined;
  }

  /** The broker may have forgotten us, or may listen to us now: tell it once more. */
  renew(): void {
    this.#isOwed = this.certificates !== undefined;
  }

  /** Uploads when it is owed. A refusal is logged once and no error; throws `BrokerUnreachableError`. */
  async fulfil({ timeoutMs, signal }: Patience): Promise<void> {
    if (!this.#isOwed || this.certificates === undefined) {
      return;
    }
    const path = `/certificate/${encodeURIComponent(this.certificates.host)}`;
    const body = writeCertificateUpload(this.certificates);
    const { status, description } = await this.connection.send({ method: 'PUT', path, body, timeoutMs, signal });
    this.#isOwed = status >= 500;
    this.#tell(status, description);
  }

  #tell(status: number, description: string): void {
    const refusal = status < 300 ? '' : `${status} ${description}`.trim();
    const broker = this.connection.name;
    if (refusal === '') {
      this.logger.log({ message: 'certificates handed over', broker });
    } else if (refusal !== this.#lastRefusal) {
      this.logger.warn({ message: 'certificates refused', broker, reason: refusal });
    }
    this.#lastRefusal = refusal;
  }
}
