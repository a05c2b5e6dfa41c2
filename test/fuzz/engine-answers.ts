import { gzipSync } from 'node:zlib';
import { toFrame } from '../support/fake-docker/to-frames.js';
import type { Dice } from './dice.js';
import { honestAnswer } from './engine-shapes.js';
import { damageBytes, mutateValue } from './mutate-body.js';
import { oddText } from './odd-values.js';

/** What a broken, or hostile, engine does with a connection on which it was asked something. */
export interface EngineAnswer {
  readonly bytes: Buffer;
  readonly then: 'close' | 'reset' | 'stay silent' | 'never end';
}

const STATUSES = [100, 101, 200, 201, 204, 206, 301, 304, 307, 400, 401, 404, 409, 500, 503, 599, 999] as const;
const MESSAGES = [
  'No such container: x',
  'port is already allocated',
  'no space left on device',
  'Conflict. The name is already in use',
  'client version 1.41 is too new',
] as const;
/** Unpacked, a hundred thousand times as much. */
const BOMB = gzipSync(Buffer.alloc(20 * 1_024 * 1_024));

/** Mostly nearly right, so that what reads fields is reached and not only what reads heads. */
export function makeEngineAnswer(request: string, dice: Dice): EngineAnswer {
  const honest = honestAnswer(request);
  if (request.endsWith('/version') && dice.isLucky(0.93)) return { bytes: toAnswer(honest), then: 'close' };
  const then = dice.isLucky(0.9) ? 'close' : dice.oneOf(['reset', 'stay silent'] as const);
  if (dice.isLucky(0.02)) return { bytes: Buffer.from(oddText(dice)), then };
  if (dice.isLucky(0.01)) return { bytes: endlessHead(request), then: 'never end' };
  const status = dice.isLucky(0.8) ? honest.status : dice.oneOf(STATUSES);
  const message = toMessage(status, bodyFor(status, honest.shape, dice), dice);
  return { bytes: dice.isLucky(0.06) ? damageBytes(message, dice) : message, then };
}

function toAnswer({ status, shape }: ReturnType<typeof honestAnswer>): Buffer {
  const body = JSON.stringify(shape);
  const head = [`HTTP/1.1 ${status} OK`, 'Content-Type: application/json', `Content-Length: ${body.length}`];
  return Buffer.from([...head, 'Connection: close', '', body].join('\r\n'));
}

function toMessage(status: number, body: Buffer, dice: Dice): Buffer {
  const length = dice.isLucky(0.95) ? body.length : dice.oneOf([0, 1, body.length + 9, -1, 1e12, NaN]);
  const headers = [
    `HTTP/1.1 ${status} ${dice.oneOf(['OK', '', 'x'.repeat(500)])}`,
    `Content-Type: ${dice.isLucky(0.9) ? 'application/json' : dice.oneOf(['text/html', 'x', 'application/json; x'])}`,
    ...(dice.isLucky(0.95) ? [`Content-Length: ${length}`] : ['Transfer-Encoding: chunked']),
    ...(status === 101 ? ['Connection: Upgrade', 'Upgrade: tcp'] : ['Connection: close']),
    ...(dice.isLucky(0.05) ? ['Location: http://192.0.2.1/', `X: ${'x'.repeat(dice.oneOf([10, 20_000]))}`] : []),
    ...(dice.isLucky(0.05) ? ['Content-Encoding: gzip'] : []),
  ];
  const isStream = status === 101;
  const head = headers.filter((line) => !isStream || !/^(Content-L|Transfer)/.test(line));
  return Buffer.concat([Buffer.from([...head, '', ''].join('\r\n'), 'latin1'), body]);
}

function bodyFor(status: number, shape: unknown, dice: Dice): Buffer {
  if (dice.isLucky(0.02)) return dice.oneOf([BOMB, Buffer.alloc(5 * 1_024 * 1_024, ' '), Buffer.from('['.repeat(3e5))]);
  if (shape === undefined) return frames(dice);
  if (status >= 400 && dice.isLucky(0.8)) return Buffer.from(JSON.stringify({ message: dice.oneOf(MESSAGES) }));
  let value: unknown = shape;
  for (let changes = dice.isLucky(0.5) ? 0 : 1 + dice.below(3); changes > 0; changes -= 1)
    value = mutateValue(value, dice);
  const text = JSON.stringify(value);
  const bytes = Buffer.from(dice.isLucky(0.1) ? `${text}\n${text}` : text);
  return dice.isLucky(0.1) ? damageBytes(bytes, dice) : bytes;
}

/** Docker's frames, with lengths that are lies, kinds that are none, and lines without end. */
function frames(dice: Dice): Buffer {
  const one = (): Buffer => {
    const text = Buffer.from(dice.oneOf([oddText(dice), '2026-01-01T00:00:00.000000000Z line\n', 'x'.repeat(70_000)]));
    const frame = toFrame(text, dice.oneOf([0, 1, 2, 3, 7, 255]));
    if (dice.isLucky(0.1)) frame.writeUInt32BE(dice.oneOf([0, 0xffff_ffff, text.length + 3]), 4);
    return dice.isLucky(0.1) ? frame.subarray(0, dice.below(frame.length)) : frame;
  };
  return Buffer.concat(Array.from({ length: dice.below(5) }, one));
}

/** What follows is white space, or text in a frame, for ever. */
function endlessHead(request: string): Buffer {
  const { status, shape } = honestAnswer(request);
  const upgrade = status === 101 ? 'Connection: Upgrade\r\nUpgrade: tcp\r\n' : '';
  const head = Buffer.from(`HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\n${upgrade}\r\n`);
  if (shape !== undefined) return head;
  const frame = toFrame(Buffer.from('\n'));
  frame.writeUInt32BE(0xffff_ffff, 4);
  return Buffer.concat([head, frame]);
}
