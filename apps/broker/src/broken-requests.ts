import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fault, identityIn, toRawAnswer, toUnreadFault } from './osb/raw-answer.js';
import { requestIdOf } from './osb/request-context.js';

const LINGER_MS = 1_000;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** As Node's parser tells of it. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Uint8Array;
  readonly bytesParsed?: number;
}

type Told = Fault & { readonly requestId: string };

/**
 * Answers what Node would answer by itself, without a body, or not at all: what its parser does not understand, what
 * comes too slowly, expectations, CONNECT. In turn: requests that came before on the same connection are answered first.
 */
export class BrokenRequests {
  private readonly exchanges = new WeakMap<Duplex, readonly Exchange[]>();
  private readonly refused = new WeakSet<Duplex>();

  constructor(private readonly tell: (answer: Told) => void) {}

  watch(server: Server): void {
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      this.remember(request.socket, { request, response });
    });
    // A hook refuses it: after access, and as any other request.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    server.on('connect', (request, socket) => {
      const fault = { status: 405, description: 'The broker is no proxy.' };
      void this.answer(socket, { ...fault, requestId: requestIdOf(request.headers, randomUUID) });
    });
  }

  refuse(error: ParserError, socket: Duplex): void {
    if (this.refused.has(socket)) return;
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else void this.answer(socket, { ...toUnreadFault(error.code), requestId: this.requestIdOf(error, socket) });
  }

  private remember(socket: Duplex, exchange: Exchange): void {
    const before = this.exchanges.get(socket);
    const areOver = before === undefined || before.every(isOver);
    this.exchanges.set(socket, areOver ? [exchange] : [...before.filter((one) => !isOver(one)), exchange]);
  }

  private async answer(socket: Duplex, told: Told): Promise<void> {
    this.refused.add(socket);
    const exchanges = this.exchanges.get(socket) ?? [];
    const broken = exchanges.find(isUnread);
    await Promise.all(exchanges.filter((exchange) => exchange !== broken).map(isAnswered));
    const isAnsweredAlready = broken?.response.headersSent === true || !socket.writable;
    if (!isAnsweredAlready) this.tell(told);
    closeAfter(socket, isAnsweredAlready ? '' : toRawAnswer(told, told.requestId));
  }

  private requestIdOf({ rawPacket, bytesParsed }: ParserError, socket: Duplex): string {
    const broken = this.exchanges.get(socket)?.find(isUnread);
    if (broken !== undefined) return requestIdOf(broken.request.headers, randomUUID);
    const identity = rawPacket && identityIn(rawPacket, bytesParsed ?? 0);
    return requestIdOf({ 'x-broker-api-request-identity': identity }, randomUUID);
  }
}

function isOver({ response }: Exchange): boolean {
  return response.closed;
}

/** Its body is what was broken. */
function isUnread({ request }: Exchange): boolean {
  return !request.complete;
}

function isAnswered({ response }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once('close', resolve);
  });
}

/** Not torn down at once: unread bytes would make the kernel reset the connection, and the answer be lost. */
function closeAfter(socket: Duplex, text: string): void {
  const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => {
    clearTimeout(linger);
  });
  socket.on('error', () => socket.destroy());
  socket.end(text, 'latin1');
}
