import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Answer, PlainAnswer } from './fake-docker.types.js';

export const STREAM_HEAD = toHead(101, {
  'Content-Type': 'application/vnd.docker.raw-stream',
  Connection: 'Upgrade',
  Upgrade: 'tcp',
});

/** Said before closing a connection, else the client may send its next call there. */
export const LAST = { Connection: 'close' };

/** Where an answer goes. Whoever spoils it writes to the socket instead, and leaves it unusable. */
export interface Connection {
  readonly socket: Socket;
  readonly send: (answer: Answer) => void;
}

export function toPlainConnection(socket: Socket, response: ServerResponse): Connection {
  const sendPlain = (answer: PlainAnswer): void => {
    const body = toBody(answer);
    response.writeHead(answer.status, toHeaders(answer, body)).end(body);
  };
  const send = (answer: Answer): void => {
    if ('frames' in answer)
      void answer.frames.then((bytes) => {
        sendPlain({ status: 200, bytes });
      });
    else sendPlain(answer);
  };
  return { socket, send };
}

/** Its request asked for an upgrade: it is no HTTP connection any more, whatever is answered. */
export function toUpgradedConnection(socket: Socket): Connection {
  const send = (answer: Answer): void => {
    if (!('frames' in answer)) {
      socket.end(toRaw(answer));
      return;
    }
    socket.write(STREAM_HEAD);
    void answer.frames.then((frames) => socket.end(frames));
  };
  return { socket, send };
}

/** All bytes of an answer after which the connection is closed. */
export function toRaw(answer: PlainAnswer): Buffer {
  const body = toBody(answer);
  return Buffer.concat([Buffer.from(toHead(answer.status, { ...toHeaders(answer, body), ...LAST })), body]);
}

export function toHead(status: number, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`;
}

function toHeaders({ status, json }: PlainAnswer, body: Buffer): Record<string, string | number> {
  if (status === 204 || status === 304) return {};
  const type = json === undefined ? 'application/octet-stream' : 'application/json';
  return { 'Content-Type': type, 'Content-Length': body.length };
}

function toBody({ json, bytes }: PlainAnswer): Buffer {
  return json === undefined ? (bytes ?? Buffer.alloc(0)) : Buffer.from(JSON.stringify(json));
}
