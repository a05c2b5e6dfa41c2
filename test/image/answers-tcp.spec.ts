import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answersTcp } from './answers-tcp.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('answersTcp', () => {
  it.each<[string, (socket: Socket) => void, boolean]>([
    ['speaks first', (socket) => socket.write('hello'), true],
    ['waits for the client', () => undefined, true],
    ['takes a connection and closes it, as the proxy of Docker does', (socket) => socket.end(), false],
  ])('knows a server that %s', async (_what, answer, isThere) => {
    expect(await answersTcp('127.0.0.1', await listen(answer))).toBe(isThere);
  });

  it('finds nobody on a port that nobody listens on', async () => {
    const port = await listen(() => undefined);
    servers.pop()?.close();

    expect(await answersTcp('127.0.0.1', port)).toBe(false);
  });
});
