import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Connection, LAST, STREAM_HEAD, toHead, toRaw } from './connection.js';
import type { Answer, PlainAnswer, SpoiltAnswer, Trouble } from './fake-docker.types.js';
import { toFrame } from './to-frames.js';

type WrongAnswer = Exclude<SpoiltAnswer, 'half' | 'endless' | 'trickle'>;

const CHUNK = Buffer.alloc(32 * 1024, 'x');
const BYTE = Buffer.from('x');
const TRICKLE_MS = 50;
const GARBAGE = '<html>this is not what you think</html>';

/** The call has no proper end. */
export function makeTrouble({ socket, send }: Connection, trouble: Trouble): void {
  if (trouble === 'hang') return;
  if (trouble === 'reset') socket.resetAndDestroy();
  else send({ status: trouble.status, json: { message: trouble.message } });
}

/** Sends what is left of a proper answer. */
export function spoilAnswer(connection: Connection, answer: Answer, how: SpoiltAnswer): void {
  if ('frames' in answer) spoilStream(connection, answer.frames, how);
  else if (how === 'half') cut(connection, toRaw(answer));
  else if (how === 'endless') writeForEver(connection, toChunk(CHUNK), CHUNKED_HEAD);
  else if (how === 'trickle') writeForEver(connection, toChunk(BYTE), CHUNKED_HEAD, TRICKLE_MS);
  else connection.socket.end(toWrongAnswer(answer, how));
}

function spoilStream(connection: Connection, frames: Promise<Buffer>, how: SpoiltAnswer): void {
  const { socket } = connection;
  if (how === 'endless') writeForEver(connection, toFrame(CHUNK), STREAM_HEAD);
  else if (how === 'trickle') writeForEver(connection, toFrame(BYTE), STREAM_HEAD, TRICKLE_MS);
  else if (how !== 'half') socket.end(STREAM_HEAD + GARBAGE);
  else {
    socket.write(STREAM_HEAD);
    // Of a silent command, half the header of a frame.
    void frames.then((bytes) => {
      cut(connection, bytes.length > 0 ? bytes : toFrame(Buffer.alloc(0)));
    });
  }
}

/** The first half of the body, or else of the head. */
function cut({ socket }: Connection, bytes: Buffer): void {
  const body = bytes.indexOf('\r\n\r\n') + 4;
  const isBodiless = body < 4 || body === bytes.length;
  const length = isBodiless ? bytes.length >> 1 : body + ((bytes.length - body) >> 1);
  socket.end(bytes.subarray(0, length), () => {
    socket.destroy();
  });
}

const CHUNKED_HEAD = toHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });

function toChunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** Until the other side has enough. */
function writeForEver({ socket }: Connection, chunk: Buffer, head: string, pauseMs = 0): void {
  async function* generate(): AsyncGenerator<Buffer> {
    yield Buffer.from(head);
    while (!socket.destroyed) {
      if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: false });
      yield chunk;
    }
  }
  void pipeline(Readable.from(generate()), socket).catch(() => undefined);
}

function toWrongAnswer({ status, json }: PlainAnswer, how: WrongAnswer): Buffer {
  const withBody = status === 204 || status === 304 ? 200 : status;
  if (how !== 'garbage')
    return toRaw({ status: withBody, json: how === 'wrong types' ? toWrongTypes(json) : how.json });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': GARBAGE.length, ...LAST };
  return Buffer.from(toHead(withBody, headers) + GARBAGE);
}

/** Of the same shape, with another type in each place. */
function toWrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? {} : value.map(toWrongTypes);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toWrongTypes(inner)]));
  return typeof value === 'string' ? 17 : 'seventeen';
}
