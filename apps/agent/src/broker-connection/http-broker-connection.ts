import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { BrokerUnreachableError } from './broker-connection.errors.js';
import type { BrokerAddress, BrokerAnswer, BrokerRequest } from './broker-connection.port.js';
import { BrokerConnection } from './broker-connection.port.js';
import { describeRefusal } from './describe-refusal.js';
import { FreshTlsAgent } from './fresh-tls-agent.js';
import { readTlsMaterial, wantsTls } from './tls-files.js';
import { toAuthorization } from './to-authorization.js';

const LONGEST_ANSWER_BYTES = 4096;
const KEPT = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };

/** HTTP or HTTPS, one connection that is kept open between requests. */
export class HttpBrokerConnection extends BrokerConnection {
  readonly name: string;
  readonly #agent: Agent;
  readonly #request: typeof request;
  readonly #authorization: string;

  constructor(private readonly address: BrokerAddress) {
    super();
    this.name = `${address.host}:${address.port}`;
    const isTls = wantsTls(address);
    this.#agent = isTls ? new FreshTlsAgent(KEPT, () => readTlsMaterial(address)) : new Agent(KEPT);
    this.#request = isTls ? requestTls : request;
    this.#authorization = toAuthorization(address);
  }

  override async send(outgoing: BrokerRequest): Promise<BrokerAnswer> {
    const timeout = AbortSignal.timeout(outgoing.timeoutMs);
    try {
      const response = await this.#exchange(outgoing, AbortSignal.any([outgoing.signal, timeout]));
      return { status: response.statusCode ?? 0, description: describeRefusal(await readStart(response)) };
    } catch (error) {
      const reason = timeout.aborted ? `no answer within ${outgoing.timeoutMs} ms` : toReason(error);
      throw new BrokerUnreachableError(reason, { cause: error });
    }
  }

  override close(): void {
    this.#agent.destroy();
  }

  /** A broker may close an idle connection in the very moment that we use it again: then, once more on a new one. */
  async #exchange(outgoing: BrokerRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const first = this.#start(outgoing, signal);
    try {
      return await responseOf(first);
    } catch (error) {
      if (!first.reusedSocket || signal.aborted) {
        throw error;
      }
      return responseOf(this.#start(outgoing, signal));
    }
  }

  #start({ method, path, body }: BrokerRequest, signal: AbortSignal): ClientRequest {
    const { host, port } = this.address;
    const headers = this.#headers(body);
    const outgoing = this.#request({ host, port, method, path, headers, signal, agent: this.#agent });
    return outgoing.on('error', ignoreLateError).end(body);
  }

  /** The version is the original's: its brokers accept nothing less, ours takes any on these paths. */
  #headers(body: string): OutgoingHttpHeaders {
    return {
      'User-Agent': 'docker-broker-agent',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Authorization: this.#authorization,
      'X-Broker-Api-Version': '1.1',
    };
  }
}

/** Once the answer has begun, its reader learns of a broken connection; nobody listens to the request any more. */
function ignoreLateError(): void {
  return undefined;
}

async function responseOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

/** Reads the answer to its end, so that the connection can be used again, and keeps only the start of it. */
async function readStart(response: IncomingMessage): Promise<string> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (length < LONGEST_ANSWER_BYTES) {
      kept.push(chunk.subarray(0, LONGEST_ANSWER_BYTES - length));
    }
    length += chunk.length;
  }
  return Buffer.concat(kept).toString('utf8');
}

function toReason(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error ? error.message : 'unknown error';
}
