import type { Dice } from './dice.js';
import { oddText } from './odd-values.js';

/** Few, so that requests meet what others have made. */
const PARAMETERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  instanceId: ['i1', 'i2', 'i3', 'i/4', 'ï5'],
  bindingId: ['b1', 'b2', 'b3'],
  name: ['fuzz-image'],
  dockerHost: ['fuzz.invalid'],
};
const ODD_HEADERS = [
  'X-Broker-API-Version',
  'X-Broker-API-Originating-Identity',
  'Content-Type',
  'Content-Encoding',
  'Expect',
  'Host',
  'Accept',
  'Accept-Version',
  'Accept-Encoding',
  'Upgrade',
  'Cookie',
  'If-None-Match',
  'Range',
  'X-Forwarded-For',
] as const;
const ODD_HEADER_VALUES = [
  '2.13',
  '1.0',
  'cloudfoundry eyJ1c2VyX2lkIjoiMSJ9',
  'application/json; charset=latin1',
  'text/plain',
  'application/vnd.x+json',
  'multipart/form-data; boundary=x',
  '100-continue',
  'gzip',
  'h2c',
  'bytes=0-1',
] as const;

export function pathFor(pattern: string, given: Readonly<Record<string, string>>, dice: Dice): string {
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => encode(parameterFor(name, given, dice)));
}

function parameterFor(name: string, given: Readonly<Record<string, string>>, dice: Dice): string {
  if (dice.isLucky(0.1)) return oddText(dice);
  return given[name] ?? dice.oneOf(PARAMETERS[name] ?? ['x']);
}

/** Lone surrogates have no bytes. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString('utf8'));
}

export function queryFor(dice: Dice): string {
  if (dice.isLucky(0.1)) return '';
  const part = (chance: number, text: string): readonly string[] => (dice.isLucky(chance) ? [text] : []);
  const parts = [
    ...part(0.85, 'service_id=static'),
    ...part(0.85, 'plan_id=static_100'),
    ...part(0.6, 'accepts_incomplete=true'),
    ...part(0.1, `accepts_incomplete=${encode(oddText(dice))}`),
    ...part(0.1, `operation=${encode(oddText(dice))}`),
    ...part(
      0.1,
      dice.oneOf(['a[]=1', 'a=%zz', '%', '=&=', '__proto__=1', 'constructor[prototype]=1', 'a+b=c d', '#x']),
    ),
  ];
  return `?${parts.join('&')}`;
}

export function oddPath(path: string, dice: Dice): string {
  const odd = dice.oneOf([
    '*',
    '//',
    '/',
    '/..',
    '%',
    '%zz',
    '%00',
    '\u00ff',
    ' ',
    '#',
    ';',
    'x'.repeat(1_200),
    'x'.repeat(17_000),
  ]);
  const place = dice.below(path.length + 1);
  return dice.oneOf([odd, odd + path, path + odd, path.slice(0, place) + odd + path.slice(place), `http://x${path}`]);
}

export function oddHeaders(dice: Dice): readonly string[] {
  return Array.from({ length: dice.isLucky(0.6) ? 0 : 1 + dice.below(2) }, () => {
    const value = dice.isLucky(0.7) ? dice.oneOf(ODD_HEADER_VALUES) : oddText(dice);
    return `${dice.oneOf(ODD_HEADERS)}: ${value}`;
  });
}
