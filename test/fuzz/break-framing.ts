import type { Dice } from './dice.js';
import { damageBytes } from './mutate-body.js';

/** Bytes that are not the message that they say. */
export function breakFraming(head: readonly string[], body: Buffer, dice: Dice): Buffer {
  const lines = dice.oneOf<readonly string[]>([
    [`Content-Length: ${body.length + 1 + dice.below(50)}`],
    [`Content-Length: ${Math.max(0, body.length - 5)}`],
    ['Content-Length: -1'],
    ['Content-Length: 0x10'],
    ['Content-Length: 99999999999999999999'],
    ['Content-Length: 1', 'Content-Length: 2'],
    [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked'],
    ['Transfer-Encoding: gzip, chunked'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding : chunked'],
    [`X: ${'x'.repeat(20_000)}`],
    ['X: a\u0000b'],
    [' folded: x'],
    [': nameless'],
  ]);
  const eol = dice.oneOf(['\r\n', '\r\n', '\r\n', '\n', '\r']);
  const message = Buffer.concat([Buffer.from([...head, ...lines, '', ''].join(eol), 'latin1'), body]);
  return dice.isLucky(0.3) ? damageBytes(message, dice) : message;
}
