import type { Dice } from './dice.js';

/** What stands for what; some of it looks like placeholders again, or like those of `String.replace`. */
export const VALUES = {
  host: '$PORT_3306.$HOST',
  ports: [
    { port: 3306, protocol: 'tcp' as const, hostPort: 20_001 },
    { port: 33_060, protocol: 'tcp' as const, hostPort: 20_002 },
    { port: 80, protocol: 'tcp' as const, hostPort: 20_003 },
  ],
  login: { username: "$&$1$'", password: '$$$PASSWORD$USERNAME', dbname: '$HOST' },
};
const NAMED: Readonly<Record<string, string>> = {
  HOST: VALUES.host,
  USERNAME: VALUES.login.username,
  PASSWORD: VALUES.login.password,
  DBNAME: VALUES.login.dbname,
};
const TOKENS = [
  '$HOST',
  '$PORT',
  '$PORT_3306',
  '$PORT_33060',
  '$PORT_330600',
  '$PORT_80',
  '$PORT_080',
  '$PORT_99999999999999999999999999',
  '$PORT_',
  '$USERNAME',
  '$PASSWORD',
  '$DBNAME',
  '$HOSTNAME',
  '$host',
  '${HOST}',
  '$$',
  '$&',
  "$'",
  '$1',
  '$',
  '_',
  '0',
  '6',
  'HOST',
  ':',
  '\n',
  '\u0000',
  '😀',
  '\ud800',
  '__proto__',
] as const;

export function makePlaceholderText(dice: Dice): string {
  const length = dice.isLucky(0.01) ? 20_000 : dice.below(12);
  return Array.from({ length }, () => dice.oneOf(TOKENS)).join('');
}

/** The rule once more, read letter by letter: one pass, the longest name first, digits as far as they go. */
export function fillSlowly(text: string): string {
  let filled = '';
  for (let at = 0; at < text.length;) {
    const name = nameAt(text, at);
    filled += name === undefined ? text.charAt(at) : (valueOf(name) ?? `$${name}`);
    at += name === undefined ? 1 : name.length + 1;
  }
  return filled;
}

function nameAt(text: string, at: number): string | undefined {
  if (text.charAt(at) !== '$') return undefined;
  const rest = text.slice(at + 1, at + 1 + 64);
  const plain = Object.keys(NAMED).find((name) => rest.startsWith(name));
  if (plain !== undefined || !rest.startsWith('PORT')) return plain;
  const digits = rest.startsWith('PORT_') ? digitsOf(rest.slice(5)) : '';
  return digits === '' ? 'PORT' : `PORT_${digits}`;
}

function digitsOf(text: string): string {
  let end = 0;
  while (text.charAt(end) >= '0' && text.charAt(end) <= '9') end += 1;
  return text.slice(0, end);
}

function valueOf(name: string): string | undefined {
  if (!name.startsWith('PORT')) return NAMED[name];
  const wanted = name === 'PORT' ? VALUES.ports[0]?.port : Number(name.slice(5));
  const claim = VALUES.ports.find(({ port }) => port === wanted);
  return claim === undefined ? undefined : String(claim.hostPort);
}
