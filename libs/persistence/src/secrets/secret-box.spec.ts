import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SecretUnreadableError } from '../persistence.errors.js';
import { KeyRing } from './key-ring.js';
import { SecretBox } from './secret-box.js';

const PLACE = { table: 'service_binding', column: 'credentials', rowId: 'b1' };
const KEY = { keyId: 'k1', bytes: randomBytes(32) };

/** The sealed text with one of its parts changed. */
function change(sealed: string, index: number, edit: (part: Buffer) => Buffer): string {
  const parts = sealed.split('|');
  parts[index] = edit(Buffer.from(parts[index] ?? '', 'base64')).toString('base64');
  return parts.join('|');
}

function flip(part: Buffer): Buffer {
  const copy = Buffer.from(part);
  copy.writeUInt8(copy.readUInt8(0) ^ 1, 0);
  return copy;
}

describe('SecretBox', () => {
  const box = new SecretBox(new KeyRing(KEY));

  it.each(['', 'secret', 'ä 漢字 🔑', 'a|b|c', 'x'.repeat(100_000)])('opens what it sealed: %.20s', (text) => {
    const sealed = box.seal(text, PLACE);

    expect(box.open(sealed, PLACE)).toBe(text);
  });

  it('keeps JSON as it was', () => {
    const value = { a: [1, null, { b: 'c' }] };

    expect(box.openJson(box.sealJson(value, PLACE), PLACE)).toEqual(value);
  });

  it('seals the same text never the same', () => {
    expect(box.seal('secret', PLACE)).not.toBe(box.seal('secret', PLACE));
    expect(box.seal('secret', PLACE)).not.toContain('secret');
    expect(box.seal('secret', PLACE)).toMatch(/^v1\|k1\|[^|]{16}\|[^|]+\|[^|]{24}$/);
  });

  it.each([
    ['another row', { rowId: 'b2' }],
    ['another column', { column: 'request' }],
    ['another table', { table: 'service_instance' }],
  ])('does not open a text that was moved to %s', (_, elsewhere) => {
    const sealed = box.seal('secret', PLACE);

    expect(() => box.open(sealed, { ...PLACE, ...elsewhere })).toThrow(SecretUnreadableError);
  });

  it.each([
    ['a changed nonce', 2, flip],
    ['a changed text', 3, flip],
    ['a changed tag', 4, flip],
    ['a tag of four bytes', 4, (part: Buffer): Buffer => part.subarray(0, 4)],
    ['a tag of twelve bytes', 4, (part: Buffer): Buffer => part.subarray(0, 12)],
    ['no tag', 4, (): Buffer => Buffer.alloc(0)],
    ['a longer tag', 4, (part: Buffer): Buffer => Buffer.concat([part, part])],
    ['a cut text', 3, (part: Buffer): Buffer => part.subarray(1)],
  ])('does not open %s', (_, index, edit) => {
    const sealed = change(box.seal('secret', PLACE), index, edit);

    expect(() => box.open(sealed, PLACE)).toThrow(SecretUnreadableError);
  });

  it.each(['', 'secret', 'v1|k1', 'v1|k1|a|b', 'v2|k1|a|b|c', 'v1|k2|a|b|c'])('does not open %j', (text) => {
    expect(() => box.open(text, PLACE)).toThrow(SecretUnreadableError);
  });

  it('does not open with another key, whatever it is called', () => {
    const sealed = box.seal('secret', PLACE);

    expect(() => new SecretBox(new KeyRing({ keyId: 'k1', bytes: randomBytes(32) })).open(sealed, PLACE)).toThrow(
      'does not open',
    );
    expect(() => new SecretBox(new KeyRing({ ...KEY, keyId: 'k2' })).open(sealed, PLACE)).toThrow('another key');
  });

  it('says nothing of what it could not open', () => {
    expect(() => box.open('v1|k1|SECRET|SECRET|SECRET', PLACE)).not.toThrow('SECRET');
  });
});
