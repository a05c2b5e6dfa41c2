export interface BrokerRequest {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  /** JSON text. */
  readonly body: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Gives the exchange up. */
  readonly signal: AbortSignal;
}

export interface BrokerAnswer {
  readonly status: number;
  /** What a broker says about a refusal; empty when it says nothing. */
  readonly description: string;
}

/** The way to one broker; one request at a time. */
export abstract class BrokerConnection {
  /** `host:port`. */
  abstract readonly name: string;

  /** Any status is an answer. Throws `BrokerUnreachableError` when there is none. */
  abstract send(request: BrokerRequest): Promise<BrokerAnswer>;

  /** Drops the connection; a request under way fails. */
  abstract close(): void;
}

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  /** User and password, or a token in their place. */
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** HTTPS; also when one of the next three is there. */
  readonly tls?: boolean;
  /** Paths of PEM files, read anew for each connection. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Opens connections; nothing is sent before the first request. */
export abstract class BrokerConnector {
  abstract connect(address: BrokerAddress): BrokerConnection;
}
