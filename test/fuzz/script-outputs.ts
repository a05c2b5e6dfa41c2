import type { Dice } from './dice.js';
import { damageBytes, mutateValue } from './mutate-body.js';
import { oddText } from './odd-values.js';

/** Stands in every output, and in no error. */
export const SECRET = 'sheep-and-goats-4711';
const SHAPE = {
  uri: `mysql://u:${SECRET}@$HOST:$PORT_3306/db`,
  dashboard_url: 'http://$HOST:$PORT',
  port: 3306,
  list: [SECRET, { nested: [1, null, true] }],
};
const LARGEST = 64 * 1_024;

/** What `/bind` and `/provision` might print, as the driver hands it on: 64 KiB of UTF-8 at most. */
export function makeOutput(dice: Dice): string {
  const bytes = Buffer.from(makeText(dice));
  const damaged = dice.isLucky(0.4) ? damageBytes(bytes, dice) : bytes;
  return damaged.subarray(0, LARGEST).toString('utf8');
}

function makeText(dice: Dice): string {
  if (dice.isLucky(0.15)) return nested(dice);
  if (dice.isLucky(0.1)) return `${oddText(dice)}${SECRET}${oddText(dice)}`;
  let value: unknown = SHAPE;
  for (let changes = dice.below(4); changes > 0; changes -= 1) value = mutateValue(value, dice);
  const text = JSON.stringify(value, null, dice.oneOf([undefined, 2, '\t']));
  return dice.isLucky(0.1) ? `${text}${dice.oneOf(['\n', '{}', ',', '\u0000', text])}` : text;
}

/** Around every limit: our own of 16 levels, the stack of whoever looks through it level by level, and far beyond. */
function nested(dice: Dice): string {
  const levels = dice.oneOf([15, 16, 17, 18, 500, 2_000, 3_000, 5_000, 7_000, 10_000, 13_000, 30_000]);
  const [open, close] = dice.oneOf<readonly [string, string]>([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"__proto__":', '}'],
    ['[{},', ']'],
  ]);
  const inside = `${open.repeat(levels)}${dice.oneOf(['1', '{}', `"${SECRET}"`])}`;
  return dice.isLucky(0.8) ? `{"x":${inside}${close.repeat(levels)}}` : inside;
}
