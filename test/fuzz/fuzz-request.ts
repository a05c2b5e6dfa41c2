import { basic } from '../support/world.js';
import { breakFraming } from './break-framing.js';
import type { Dice } from './dice.js';
import { damageBytes, mutateValue } from './mutate-body.js';
import { oddHeaders, oddPath, pathFor, queryFor } from './odd-heads.js';
import { shapeOf } from './shapes.js';

export interface FuzzRequest {
  readonly method: string;
  readonly identity: string;
  readonly bytes: Buffer;
  /** Not what its headers say: perhaps it never ends, or is two. */
  readonly isBroken: boolean;
}

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'POST',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'CONNECT',
  'FROB',
] as const;

/** Mostly what a route wants, so that it is not always refused at the door. */
export function makeRequest(routes: readonly [string, ...string[]], catalog: string, dice: Dice): FuzzRequest {
  const route = dice.oneOf(routes);
  const [ownMethod = '', pattern = ''] = route.split(' ');
  const method = dice.isLucky(0.9) ? ownMethod : dice.oneOf(METHODS);
  const path = pathFor(pattern, { catalog }, dice) + queryFor(dice);
  const identity = `fuzz-${dice.below(1e9)}`;
  const body = makeBody(route, method, dice);
  const head = [
    `${method} ${dice.isLucky(0.95) ? path : oddPath(path, dice)} HTTP/1.1`,
    'Connection: close',
    `X-Broker-API-Request-Identity: ${identity}`,
    ...(dice.isLucky(0.98) ? ['Host: broker'] : []),
    ...(dice.isLucky(0.92) ? [`Authorization: ${basic('admin', 'admin')}`] : []),
    ...(dice.isLucky(0.96) ? ['X-Broker-API-Version: 2.17'] : []),
    ...oddHeaders(dice),
  ];
  const isBroken = dice.isLucky(0.1);
  const bytes = isBroken ? breakFraming(head, body, dice) : frame(head, body, dice);
  return { method, identity, bytes, isBroken };
}

function makeBody(route: string, method: string, dice: Dice): Buffer {
  const isWanted = method === 'PUT' || method === 'PATCH' || method === 'POST';
  if (dice.isLucky(isWanted ? 0.03 : 0.9)) return Buffer.alloc(0);
  let value: unknown = shapeOf(route);
  for (let changes = dice.below(4); changes > 0; changes -= 1) value = mutateValue(value, dice);
  if (route.endsWith('/ping')) return Buffer.from(JSON.stringify(asleep(value)));
  const bytes = Buffer.from(JSON.stringify(value));
  return dice.isLucky(0.15) ? damageBytes(bytes, dice) : bytes;
}

/** A host that nobody has is not to be used. */
function asleep(ping: unknown): unknown {
  return typeof ping === 'object' && ping !== null && !Array.isArray(ping) ? { IsActive: false, ...ping } : ping;
}

function frame(head: readonly string[], body: Buffer, dice: Dice): Buffer {
  if (body.length > 0 && dice.isLucky(0.15)) {
    const start = [...head, 'Transfer-Encoding: chunked', '', `${body.length.toString(16)}\r\n`].join('\r\n');
    return Buffer.concat([Buffer.from(start, 'latin1'), body, Buffer.from('\r\n0\r\n\r\n')]);
  }
  const length = body.length > 0 || dice.isLucky(0.2) ? [`Content-Length: ${body.length}`] : [];
  return Buffer.concat([Buffer.from([...head, ...length, '', ''].join('\r\n'), 'latin1'), body]);
}
