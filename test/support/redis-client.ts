import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

const END = '\r\n';

/** As much of Redis's protocol as one command at a time needs. */
export class RedisClient {
  #received = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.#received += text));
    // A closed connection shows in the next command.
    socket.on('error', () => undefined);
  }

  /** Throws what the server says when it refuses the login in the URI. */
  static async connect(uri: string): Promise<RedisClient> {
    const { hostname, port, username, password } = new URL(uri);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new RedisClient(socket);
    try {
      await client.command('AUTH', username, password);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** The answer as a text; `undefined` for nil. Throws the server's error. */
  async command(...words: readonly string[]): Promise<string | undefined> {
    if (this.socket.destroyed || this.socket.readableEnded) throw new Error('The connection is closed.');
    this.#received = '';
    this.socket.write(
      words.reduce((text, word) => `${text}$${Buffer.byteLength(word)}${END}${word}${END}`, `*${words.length}${END}`),
    );
    return this.#readAnswer();
  }

  close(): void {
    this.socket.destroy();
  }

  async #readAnswer(): Promise<string | undefined> {
    const head = await this.#waitForText(/^(?<kind>[+:$-])(?<rest>.*)\r\n/);
    const { kind, rest = '' } = head.groups ?? {};
    if (kind === '-') throw new Error(rest);
    if (kind !== '$') return rest;
    if (rest === '-1') return undefined;
    const body = await this.#waitForText(/^[^\r]*\r\n(?<body>.*)\r\n$/s);
    return body.groups?.['body'];
  }

  async #waitForText(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#received);
      if (found !== null) return found;
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close').then(refuse)]);
    }
  }
}

function refuse(): never {
  throw new Error('The server closed the connection.');
}
