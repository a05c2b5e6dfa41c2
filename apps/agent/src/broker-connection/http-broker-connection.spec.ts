import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { BrokerUnreachableError } from './broker-connection.errors.js';
import type { BrokerAnswer } from './broker-connection.port.js';
import { HttpBrokerConnection } from './http-broker-connection.js';

describe('HttpBrokerConnection', () => {
  let server: Server;
  let connection: HttpBrokerConnection;

  const serve = async (listener: RequestListener): Promise<void> => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    connection = new HttpBrokerConnection({ host: '127.0.0.1', port, user: 'admin', password: 'a:b' });
  };
  const ping = (timeoutMs = 2000, signal = new AbortController().signal): Promise<BrokerAnswer> =>
    connection.send({ method: 'POST', path: '/ping', body: '{}', timeoutMs, signal });

  afterEach(() => {
    connection.close();
    server.closeAllConnections();
    server.close();
  });

  it('sends the headers that a broker of either kind accepts, with the password whole', async () => {
    let received: IncomingMessage | undefined;
    await serve((request, response) => {
      received = request;
      response.end('{}');
    });

    await expect(ping()).resolves.toEqual({ status: 200, description: '' });

    expect(received?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('admin:a:b').toString('base64')}`,
      'x-broker-api-version': '1.1',
      'content-type': 'application/json',
      'content-length': '2',
    });
  });

  it('keeps one connection open', async () => {
    const ports = new Set<number | undefined>();
    await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });

    await ping();
    await ping();
    await ping();

    expect(ports.size).toBe(1);
  });

  it('tries again when a kept connection is cut in the moment of its use', async () => {
    let answered = 0;
    await serve((request, response) => {
      if (answered === 1) {
        answered += 1;
        request.socket.destroy();
        return;
      }
      answered += 1;
      response.end('{}');
    });

    await ping();

    await expect(ping()).resolves.toMatchObject({ status: 200 });
    expect(answered).toBe(3);
  });

  it.each([
    ['a description', '{"description":"Wrong password"}', 'Wrong password'],
    ['plain text', 'Unauthorized access\n', 'Unauthorized access'],
    ['JSON without words', '{"a":1}', ''],
    ['a flood', 'x'.repeat(100_000), 'x'.repeat(200)],
  ])('tells a refusal with %s', async (_, body, description) => {
    await serve((_request, response) => {
      response.statusCode = 401;
      response.end(body);
    });

    await expect(ping()).resolves.toEqual({ status: 401, description });
  });

  it('gives up a broker that does not answer', async () => {
    await serve(() => undefined);

    const answer = ping(100);

    await expect(answer).rejects.toThrow(BrokerUnreachableError);
    await expect(answer).rejects.toThrow('no answer within 100 ms');
  });

  it('gives up a broker that never ends its answer', async () => {
    await serve((_request, response) => {
      response.write('{"descr');
    });

    await expect(ping(100)).rejects.toThrow('no answer within 100 ms');
  });

  it('is given up from outside', async () => {
    await serve(() => undefined);
    const stop = new AbortController();

    const answer = ping(5000, stop.signal);
    stop.abort();

    await expect(answer).rejects.toThrow(BrokerUnreachableError);
  });

  it('says why there is no answer', async () => {
    await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));

    await expect(ping()).rejects.toThrow('ECONNREFUSED');
  });
});
