import type { Dice } from './dice.js';
import { oddText, oddValue } from './odd-values.js';

/** A few changes to a shape that was right: other values and types, keys that are gone, new or misspelt. */
export function mutateValue(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.isLucky(0.1)) return oddValue(dice);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const place = dice.below(entries.length + 1);
  const [key, old] = entries[place] ?? [dice.isLucky(0.5) ? oddText(dice) : 'unknown', undefined];
  const rest = entries.filter((_, index) => index !== place);
  if (dice.isLucky(0.15)) return Object.fromEntries(rest);
  if (dice.isLucky(0.15)) return Object.fromEntries([...rest, [key.toUpperCase(), old]]);
  return Object.fromEntries([...rest, [key, old === undefined ? oddValue(dice) : mutateValue(old, dice)]]);
}

type Damage = (bytes: Buffer, dice: Dice) => Buffer;

const DAMAGES: readonly [Damage, ...Damage[]] = [
  (bytes, dice): Buffer => bytes.subarray(0, dice.below(bytes.length + 1)),
  (bytes, dice): Buffer => splice(bytes, dice, [dice.below(256)]),
  (bytes, dice): Buffer =>
    splice(bytes, dice, Buffer.from(dice.oneOf(['"', '{', '[', ',', '\\', '1e999', '\u0000', ']']))),
  (bytes): Buffer => Buffer.concat([bytes, bytes]),
  (bytes): Buffer => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (bytes): Buffer => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes): Buffer => Buffer.from(bytes.toString('utf8').replace('{', '{"plan_id":"x",'), 'utf8'),
  (bytes): Buffer => Buffer.from(bytes.toString('utf8').replace('{', '{"__proto__":{"isAdmin":true},'), 'utf8'),
  (_bytes, dice): Buffer =>
    Buffer.from(dice.oneOf(['[', '{"a":', ' ', '"']).repeat(dice.oneOf([1, 1_000, 50_000, 300_000]))),
];

export function damageBytes(bytes: Buffer, dice: Dice): Buffer {
  return dice.oneOf(DAMAGES)(bytes, dice);
}

function splice(bytes: Buffer, dice: Dice, inserted: Iterable<number>): Buffer {
  const place = dice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), Uint8Array.from(inserted), bytes.subarray(place)]);
}
