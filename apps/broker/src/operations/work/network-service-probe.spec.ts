import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceAddress } from '../service-probe.port.js';
import { NetworkServiceProbe } from './network-service-probe.js';

describe('NetworkServiceProbe', () => {
  const probe = new NetworkServiceProbe(() => true);
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const listen = async (server: Server): Promise<ServiceAddress> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  };
  const listenNowhere = async (): Promise<ServiceAddress> => {
    const server = createServer();
    const address = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    return address;
  };

  it('is taken by a service that waits for its client to speak', async () => {
    expect(await probe.accepts(await listen(createServer()))).toBe(true);
  });

  it('is taken by a service that speaks first, and hangs up', async () => {
    const server = createServer((socket) => socket.end('220 welcome\r\n'));

    expect(await probe.accepts(await listen(server))).toBe(true);
  });

  it("is not taken by Docker's proxy, behind which nobody listens yet", async () => {
    const server = createServer((socket) => socket.end());

    expect(await probe.accepts(await listen(server))).toBe(false);
  });

  it('is not taken where nobody listens', async () => {
    const nowhere = await listenNowhere();

    expect(await probe.accepts(nowhere)).toBe(false);
    expect(await probe.get(nowhere, '/')).toBeUndefined();
  });

  it('reads the status of a page, and follows no redirect (T25)', async () => {
    const server = createHttpServer(({ url }, response) => {
      response.writeHead(url === '/health?a=b' ? 302 : 404, { location: '/elsewhere' }).end('text');
    });
    const address = await listen(server);

    expect(await probe.get(address, '/health?a=b')).toBe(302);
    expect(await probe.get(address, '/other')).toBe(404);
  });

  it('reads no status of what is not HTTP', async () => {
    const server = createServer((socket) => socket.end('220 welcome\r\n'));

    expect(await probe.get(await listen(server), '/')).toBeUndefined();
  });

  it.each(['127.0.0.1', 'localhost'])(
    'does not go where no host may be, by %s or what it leads to (T8)',
    async (host) => {
      const asked: unknown[] = [];
      const careful = new NetworkServiceProbe((address, name) => {
        asked.push(name);
        return !address.startsWith('127.') && address !== '::1';
      });
      let calls = 0;
      const server = createHttpServer((_request, response) => response.end('metadata'));
      server.on('connection', () => (calls += 1));
      const { port } = await listen(server);

      expect(await careful.accepts({ host, port })).toBe(false);
      expect(await careful.get({ host, port }, '/')).toBeUndefined();
      expect(asked).toContain(host);
      expect(calls).toBe(0);
    },
  );
});
