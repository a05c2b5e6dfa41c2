import type { Dice } from './dice.js';

const ODD_TEXTS = [
  '',
  ' ',
  'x',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202eevil',
  '😀'.repeat(64),
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(9_000),
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00%zz',
  "'; DROP TABLE service_instance; --",
  '$HOST:$PORT_6379 ${PATH} $(id)',
  'a\r\nSet-Cookie: b',
  '{"a":1}',
  '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  '2.17',
  'e30=',
] as const;

/** Never `true`, 1 or the like: they would turn on a Docker host that is not there, and its failures are no findings. */
const ODD_VALUES = [
  null,
  false,
  0,
  -1,
  -0.5,
  65_536,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  {},
  [[]],
  [null],
  { '': '' },
  { toString: 1, valueOf: null, hasOwnProperty: false, length: -1 },
] as const;

export function oddText(dice: Dice): string {
  return dice.oneOf(ODD_TEXTS);
}

export function oddValue(dice: Dice): unknown {
  if (dice.isLucky(0.4)) return oddText(dice);
  if (dice.isLucky(0.1)) return nested(dice.oneOf([10, 28, 31, 40, 200]), dice);
  if (dice.isLucky(0.05)) return Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`k${index}`, index]));
  return dice.oneOf(ODD_VALUES);
}

function nested(levels: number, dice: Dice): unknown {
  let value: unknown = dice.oneOf([null, 'bottom', {}]);
  for (let level = 0; level < levels; level += 1) value = dice.isLucky(0.5) ? [value] : { [oddText(dice)]: value };
  return value;
}
