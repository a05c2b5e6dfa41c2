import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { decode, encode } from './message-pack.js';
import { waitForBytes } from './wait-for-bytes.js';

const GREETING_BYTES = 128;
const [SALT_START, SALT_END, SCRAMBLE_BYTES] = [64, 108, 20];
const LENGTH_BYTES = 5;
const [SELECT, REPLACE, AUTH] = [1, 3, 7];
const KEYS = { code: 0x00, sync: 0x01, space: 0x10, index: 0x11, limit: 0x12, offset: 0x13, key: 0x20, tuple: 0x21 };
const [USER, DATA, ERROR] = [0x23, 0x30, 0x31];
const [VIEW_OF_SPACES, BY_NAME] = [281, 2];

type Fields = readonly (readonly [number, unknown])[];

/** As much of Tarantool's protocol as reading and writing documents needs, one request at a time. */
export class TarantoolClient {
  #received = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.#received = Buffer.concat([this.#received, bytes])));
    // A closed connection shows in the next request.
    socket.on('error', () => undefined);
  }

  /** Throws what the server says when it refuses the login in the URI. */
  static async connect(uri: string): Promise<TarantoolClient> {
    const { hostname, port, username, password } = new URL(uri);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new TarantoolClient(socket);
    try {
      const greeting = await client.#take(GREETING_BYTES);
      const salt = Buffer.from(greeting.toString('latin1', SALT_START, SALT_END), 'base64');
      await client.#request(AUTH, [
        [USER, username],
        [KEYS.tuple, ['chap-sha1', scramble(password, salt)]],
      ]);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  async replace(space: string, tuple: readonly unknown[]): Promise<void> {
    await this.#request(REPLACE, [
      [KEYS.space, await this.#findSpace(space)],
      [KEYS.tuple, tuple],
    ]);
  }

  async get(space: string, key: string): Promise<unknown> {
    return (await this.#select(await this.#findSpace(space), 0, key))[0];
  }

  close(): void {
    this.socket.destroy();
  }

  /** Only spaces that the login may use are seen. */
  async #findSpace(name: string): Promise<unknown> {
    const [space] = await this.#select(VIEW_OF_SPACES, BY_NAME, name);
    if (!Array.isArray(space)) throw new Error(`There is no space ${name} for this login.`);
    return space[0];
  }

  async #select(space: unknown, index: number, key: string): Promise<readonly unknown[]> {
    const { space: inSpace, index: byIndex, limit, offset, key: byKey } = KEYS;
    const answer = await this.#request(SELECT, [
      [inSpace, space],
      [byIndex, index],
      [limit, 1],
      [offset, 0],
      [byKey, [key]],
    ]);
    return answer as readonly unknown[];
  }

  async #request(code: number, fields: Fields): Promise<unknown> {
    if (this.socket.destroyed || this.socket.readableEnded) throw new Error('The connection is closed.');
    const head = new Map([
      [KEYS.code, code],
      [KEYS.sync, 1],
    ]);
    const message = Buffer.concat([encode(head), encode(new Map(fields))]);
    const length = Buffer.from([0xce, 0, 0, 0, 0]);
    length.writeUInt32BE(message.length, 1);
    this.socket.write(Buffer.concat([length, message]));
    return this.#readAnswer();
  }

  async #readAnswer(): Promise<unknown> {
    const size = (await this.#take(LENGTH_BYTES)).readUInt32BE(1);
    const [, body = new Map()] = decode(await this.#take(size)) as Map<number, unknown>[];
    if (body.has(ERROR)) throw new Error(String(body.get(ERROR)));
    return body.get(DATA);
  }

  async #take(bytes: number): Promise<Buffer> {
    while (this.#received.length < bytes) await waitForBytes(this.socket);
    const taken = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return taken;
  }
}

/** The password's hash, hidden by the salt of this connection. */
function scramble(password: string, salt: Buffer): Buffer {
  const once = sha1(Buffer.from(password));
  const mask = sha1(Buffer.concat([salt.subarray(0, SCRAMBLE_BYTES), sha1(once)]));
  return Buffer.from(once.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

function sha1(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
