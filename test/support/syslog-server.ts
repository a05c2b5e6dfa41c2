import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { pollUntil } from './poll-until.js';

interface Identity {
  readonly cert: string;
  readonly key: string;
}

const PATIENCE_MS = 60_000;

/** Takes octet-counted frames (RFC 6587, 3.4.1) and nothing else; can go away and come back on its port. */
export class SyslogServer {
  readonly messages: string[] = [];
  readonly faults: string[] = [];
  /** How many have tried to connect. */
  connections = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  private constructor(private readonly identity: Identity | undefined) {}

  /** With an identity it speaks TLS. */
  static async start(identity?: Identity): Promise<SyslogServer> {
    const server = new SyslogServer(identity);
    await server.comeBack();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  async comeBack(): Promise<void> {
    const onSocket = (socket: Socket): void => {
      this.#take(socket);
    };
    this.#server = this.identity === undefined ? createServer(onSocket) : createTlsServer(this.identity, onSocket);
    this.#server.on('connection', () => (this.connections += 1));
    this.#server.listen(this.#port, '0.0.0.0');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  /** The first message that has this text in it. */
  received(text: string): Promise<string> {
    return pollUntil(
      `${text} at the syslog server`,
      () => Promise.resolve(this.messages.find((message) => message.includes(text))),
      PATIENCE_MS,
    );
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = this.#readFrames(Buffer.concat([rest, chunk]));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #readFrames(bytes: Buffer): Buffer {
    let rest = bytes;
    for (let frame = readFrame(rest); frame !== undefined; frame = readFrame(rest)) {
      this.messages.push(frame.message);
      rest = rest.subarray(frame.length);
    }
    if (rest.length > 0 && !/^[1-9]\d{0,5}(?: |$)/.test(rest.toString('latin1', 0, 7)))
      this.faults.push(rest.toString('utf8', 0, 100));
    return rest;
  }
}

/** `undefined`: it is not all there yet. */
function readFrame(bytes: Buffer): { readonly message: string; readonly length: number } | undefined {
  const [head, count] = /^([1-9]\d{0,5}) /.exec(bytes.toString('latin1', 0, 7)) ?? [];
  if (head === undefined) return undefined;
  const length = head.length + Number(count);
  return bytes.length < length ? undefined : { message: bytes.toString('utf8', head.length, length), length };
}
