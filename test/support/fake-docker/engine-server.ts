import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { type Connection, toPlainConnection, toUpgradedConnection } from './connection.js';
import { UpgradedInput } from './upgraded-input.js';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly stdin: Promise<string>;
}

type Respond = (request: ReceivedRequest, connection: Connection) => Promise<void>;

/** HTTP on loopback, connections that become streams, and power over all of them. Opens again where it was. */
export class EngineServer {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(
    readonly port: number,
    private readonly respond: Respond,
  ) {}

  async open(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#keep(socket);
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
    server.on('upgrade', (request, socket, head) => void this.#serveStream(request, socket as Socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** From now on connections are refused; those that there are, are cut. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    this.cut();
    await closed;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.sendDate = false;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const connection = toPlainConnection(request.socket, response);
    await this.respond(toReceived(request, Buffer.concat(chunks), Promise.resolve('')), connection);
  }

  async #serveStream(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const input = new UpgradedInput(socket, head, Number(request.headers['content-length'] ?? 0));
    const stdin = input.rest.then((bytes) => bytes.toString('utf8'));
    await this.respond(toReceived(request, await input.body, stdin), toUpgradedConnection(socket));
  }
}

function toReceived({ method = '', url = '' }: IncomingMessage, body: Buffer, stdin: Promise<string>): ReceivedRequest {
  return { method, url: new URL(url, 'http://engine'), body, stdin };
}
