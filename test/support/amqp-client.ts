import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { waitForBytes } from './wait-for-bytes.js';

const HELLO = Buffer.from('AMQP\0\0\x09\x01', 'latin1');
const [METHOD, HEADER, BODY, FRAME_END] = [1, 2, 3, 0xce];
const FRAME_HEAD_BYTES = 7;
const CHANNEL = 1;
const PERSISTENT = Buffer.from([0x10, 0x00, 2]);

/** Class and method, as the specification of AMQP 0-9-1 numbers them. */
type Method = readonly [classId: number, methodId: number];

interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

/** As much of AMQP 0-9-1 as one durable queue needs, one command at a time. */
export class AmqpClient {
  #received = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.#received = Buffer.concat([this.#received, bytes])));
    // A closed connection shows in the next command.
    socket.on('error', () => undefined);
  }

  /** Throws when the server refuses the login or the virtual host in the URI. */
  static async connect(uri: string): Promise<AmqpClient> {
    const { hostname, port, username, password, pathname } = new URL(uri);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new AmqpClient(socket);
    try {
      await client.#open(`\0${username}\0${password}`, pathname.slice(1));
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  async declare(queue: string): Promise<void> {
    await this.#call(CHANNEL, [50, 10], [u16(0), short(queue), u8(0b10), u32(0)], [50, 11]);
  }

  async purge(queue: string): Promise<void> {
    await this.#call(CHANNEL, [50, 30], [u16(0), short(queue), u8(0)], [50, 31]);
  }

  /** Ends when the server has it on its disk. */
  async publish(queue: string, text: string): Promise<void> {
    const body = Buffer.from(text);
    this.#send(METHOD, CHANNEL, [u16(60), u16(40), u16(0), short(''), short(queue), u8(0)]);
    this.#send(HEADER, CHANNEL, [u16(60), u16(0), u32(0), u32(body.length), PERSISTENT]);
    this.#send(BODY, CHANNEL, [body]);
    await this.#expect([60, 80]);
  }

  /** The first message of the queue, which stays there; `undefined` when there is none. */
  async peek(queue: string): Promise<string | undefined> {
    this.#send(METHOD, CHANNEL, [u16(60), u16(70), u16(0), short(queue), u8(0)]);
    const { payload } = await this.#expect([60, 71], [60, 72]);
    if (payload.readUInt16BE(2) === 72) return undefined;
    await this.#readFrame();
    const { payload: body } = await this.#readFrame();
    this.#send(METHOD, CHANNEL, [u16(60), u16(90), payload.subarray(4, 12), u8(1)]);
    return body.toString();
  }

  close(): void {
    this.socket.destroy();
  }

  async #open(login: string, virtualHost: string): Promise<void> {
    this.socket.write(HELLO);
    await this.#expect([10, 10]);
    await this.#call(0, [10, 11], [u32(0), short('PLAIN'), long(login), short('en_US')], [10, 30]);
    this.#send(METHOD, 0, [u16(10), u16(31), u16(2_047), u32(131_072), u16(0)]);
    await this.#call(0, [10, 40], [short(virtualHost), short(''), u8(0)], [10, 41]);
    await this.#call(CHANNEL, [20, 10], [short('')], [20, 11]);
    await this.#call(CHANNEL, [85, 10], [u8(0)], [85, 11]);
  }

  #call(channel: number, [classId, methodId]: Method, fields: readonly Buffer[], answer: Method): Promise<Frame> {
    this.#send(METHOD, channel, [u16(classId), u16(methodId), ...fields]);
    return this.#expect(answer);
  }

  #send(type: number, channel: number, fields: readonly Buffer[]): void {
    if (this.socket.destroyed || this.socket.readableEnded) throw new Error('The connection is closed.');
    const payload = Buffer.concat(fields);
    this.socket.write(Buffer.concat([u8(type), u16(channel), u32(payload.length), payload, u8(FRAME_END)]));
  }

  async #expect(...answers: readonly Method[]): Promise<Frame> {
    const frame = await this.#readFrame();
    const [classId, methodId] = [frame.payload.readUInt16BE(0), frame.payload.readUInt16BE(2)];
    if (answers.some((answer) => answer[0] === classId && answer[1] === methodId)) return frame;
    throw new Error(`The server answers ${classId}.${methodId}: ${frame.payload.subarray(7).toString('latin1')}`);
  }

  async #readFrame(): Promise<Frame> {
    for (;;) {
      const size = this.#received.length < FRAME_HEAD_BYTES ? Infinity : this.#received.readUInt32BE(3);
      const end = FRAME_HEAD_BYTES + size;
      if (this.#received.length > end) {
        const frame = { type: this.#received.readUInt8(0), payload: this.#received.subarray(FRAME_HEAD_BYTES, end) };
        this.#received = this.#received.subarray(end + 1);
        return frame;
      }
      await waitForBytes(this.socket);
    }
  }
}

function u8(value: number): Buffer {
  return Buffer.from([value]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function short(text: string): Buffer {
  return Buffer.concat([u8(Buffer.byteLength(text)), Buffer.from(text)]);
}

function long(text: string): Buffer {
  return Buffer.concat([u32(Buffer.byteLength(text)), Buffer.from(text)]);
}
