import { BrokerUnreachableError } from '../broker-connection.errors.js';
import type { BrokerAddress, BrokerAnswer, BrokerRequest } from '../broker-connection.port.js';
import { BrokerConnection, BrokerConnector } from '../broker-connection.port.js';

/** A broker that answers as it is told and remembers what it was sent. */
export class InMemoryBrokerConnection extends BrokerConnection {
  readonly received: Pick<BrokerRequest, 'method' | 'path' | 'body' | 'timeoutMs'>[] = [];
  isClosed = false;
  #answer: (request: BrokerRequest) => Promise<BrokerAnswer> = () => Promise.resolve({ status: 200, description: '' });

  constructor(readonly name = 'broker:9998') {
    super();
  }

  answerWith(status: number, description = '', path = /.*/): void {
    const before = this.#answer;
    this.#answer = (request) => (path.test(request.path) ? Promise.resolve({ status, description }) : before(request));
  }

  goAway(reason = 'ECONNREFUSED'): void {
    this.#answer = () => Promise.reject(new BrokerUnreachableError(reason));
  }

  /** Answers nothing until the request is given up. */
  hang(): void {
    this.#answer = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new BrokerUnreachableError('aborted'));
        });
      });
  }

  override send(request: BrokerRequest): Promise<BrokerAnswer> {
    const { method, path, body, timeoutMs } = request;
    this.received.push({ method, path, body, timeoutMs });
    return this.#answer(request);
  }

  override close(): void {
    this.isClosed = true;
  }
}

export class InMemoryBrokerConnector extends BrokerConnector {
  readonly connections = new Map<string, InMemoryBrokerConnection>();

  override connect({ host, port }: BrokerAddress): InMemoryBrokerConnection {
    const connection = new InMemoryBrokerConnection(`${host}:${port}`);
    this.connections.set(connection.name, connection);
    return connection;
  }
}
