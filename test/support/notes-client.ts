import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { waitForBytes } from './wait-for-bytes.js';

/** The protocol of images/template: a line each way. */
export class NotesClient {
  #received = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.#received += text));
    // A closed connection shows in the next line.
    socket.on('error', () => undefined);
  }

  /** Throws when the server refuses the login in the URI: it closes the connection. */
  static async connect(uri: string): Promise<NotesClient> {
    const { hostname, port, username, password } = new URL(uri);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new NotesClient(socket);
    try {
      await client.say(`AUTH ${username} ${password}`);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  async say(line: string): Promise<string> {
    if (this.socket.destroyed || this.socket.readableEnded) throw new Error('The connection is closed.');
    this.#received = '';
    this.socket.write(`${line}\n`);
    while (!this.#received.endsWith('\n')) await waitForBytes(this.socket);
    return this.#received.trimEnd();
  }

  close(): void {
    this.socket.destroy();
  }
}
