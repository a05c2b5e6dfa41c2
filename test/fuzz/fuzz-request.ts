import { breakFraming } from './break-framing.js';
import { type Caller, chooseCaller, headerOf, mayEnter } from './callers.js';
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
  /** Whoever asks has no business there, or is nobody. */
  readonly isStranger: boolean;
}

export interface FuzzScene {
  readonly routes: readonly [string, ...string[]];
  /** The name of the catalog, a part of some routes. */
  readonly catalog: string;
  /** From 0 to 1: how many of the requests are not what their heads say. */
  readonly brokenness: number;
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

/** Mostly what a route wants, by whom it wants, so that it is not always refused at the door. */
export function makeRequest({ routes, catalog, brokenness }: FuzzScene, dice: Dice): FuzzRequest {
  const route = dice.oneOf(routes);
  const [ownMethod = '', pattern = ''] = route.split(' ');
  const method = dice.isLucky(0.9) ? ownMethod : dice.oneOf(METHODS);
  const path = pathFor(pattern, { catalog }, dice) + queryFor(dice);
  const identity = `fuzz-${dice.below(1e9)}`;
  const body = makeBody(route, method, dice);
  const caller = chooseCaller(ownMethod, pattern, dice);
  const isPlainPath = dice.isLucky(0.95);
  const target = isPlainPath ? path : oddPath(path, dice);
  const head = [`${method} ${target} HTTP/1.1`, ...headersOf(caller, identity, dice)];
  const isBroken = dice.isLucky(brokenness);
  const bytes = isBroken ? breakFraming(head, body, dice) : frame(head, body, dice);
  const isStranger = isPlainPath && method === ownMethod && !mayEnter(caller, method, pattern);
  return { method, identity, bytes, isBroken, isStranger };
}

function headersOf(caller: Caller, identity: string, dice: Dice): readonly string[] {
  const authorization = headerOf(caller, dice);
  return [
    'Connection: close',
    `X-Broker-API-Request-Identity: ${identity}`,
    ...(dice.isLucky(0.98) ? ['Host: broker'] : []),
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ...(dice.isLucky(0.96) ? ['X-Broker-API-Version: 2.17'] : []),
    ...oddHeaders(dice),
  ];
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
