import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpTraffic } from './http-traffic.js';
import { Gate } from './operations/testing/gate.js';

describe('HttpTraffic', () => {
  const agent = new Agent({ keepAlive: true });
  let server: Server;
  let traffic: HttpTraffic;
  let port: number;
  let gate: Gate;

  beforeEach(async () => {
    gate = new Gate();
    server = createServer((request, response) => {
      void (request.url === '/slow' ? gate.opened : Promise.resolve()).then(() => response.end('answered'));
    });
    traffic = new HttpTraffic(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  const ask = async (path: string): Promise<string> => {
    const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return text;
  };
  const isRefused = async (): Promise<boolean> => {
    const socket = connect(port, '127.0.0.1');
    const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [NodeJS.ErrnoException];
    return error.code === 'ECONNREFUSED';
  };

  it('lets nobody new in, answers who waits, and closes what is kept open (row 9)', async () => {
    expect(await ask('/quick')).toBe('answered');
    const silent = connect(port, '127.0.0.1');
    const silentEnd = once(silent.resume(), 'close');
    const arrived = once(server, 'request');
    const slow = ask('/slow');
    await arrived;

    const drained = traffic.drain();

    expect(await isRefused()).toBe(true);
    gate.open();
    expect(await slow).toBe('answered');
    await drained;
    await silentEnd;
    expect(server.listening).toBe(false);
  });

  it('does not wait for answers behind others on a connection that was cut', async () => {
    const socket = connect(port, '127.0.0.1');
    const request = 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n';
    const arrived = once(server, 'request');
    socket.write(request.repeat(3));
    const [{ socket: end }] = (await arrived) as [IncomingMessage];
    socket.destroy();
    await once(end, 'close');
    gate.open();

    await expect(traffic.drain()).resolves.toBeUndefined();
  });

  it('has nothing to wait for when nobody asks', async () => {
    await expect(traffic.drain()).resolves.toBeUndefined();
  });
});
