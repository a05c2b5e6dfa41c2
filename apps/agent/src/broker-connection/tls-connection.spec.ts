import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '#configuration';
import { makeCertificates } from '../../../../libs/docker-driver/src/testing/make-certificates.js';
import { TlsFiles } from '../../../../test/support/tls-files.js';
import { BrokerUnreachableError } from './broker-connection.errors.js';
import type { BrokerAddress, BrokerAnswer } from './broker-connection.port.js';
import { HttpBrokerConnection } from './http-broker-connection.js';
import { checkTlsMaterial } from './tls-files.js';

const made = makeCertificates('IP:127.0.0.1', 'IP:10.0.0.9');
const other = makeCertificates('IP:127.0.0.1', 'IP:10.0.0.9');

describe('the way to a broker over HTTPS (T6, T7)', () => {
  let files: TlsFiles;
  let server: Server;
  let address: BrokerAddress;
  /** Serial numbers of the certificates that were shown, one a request. */
  let seen: string[];

  beforeAll(async () => {
    files = new TlsFiles(made);
    const identity = { ...made.server, ca: made.ca + other.ca, requestCert: true, rejectUnauthorized: false };
    server = createServer(identity, ({ socket }, response) => {
      seen.push((socket as TLSSocket).getPeerX509Certificate()?.serialNumber ?? 'none');
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const host = '127.0.0.1';
    address = { host, port, user: 'u', password: 'p', ca: files.write('ca.pem', made.ca) };
  });
  afterAll(() => {
    server.close();
    files.remove();
  });
  beforeEach(() => {
    seen = [];
  });

  const send = (connection: HttpBrokerConnection): Promise<BrokerAnswer> => {
    const signal = new AbortController().signal;
    return connection.send({ method: 'POST', path: '/ping', body: '{}', timeoutMs: 5_000, signal });
  };
  const ask = async (changes: Partial<BrokerAddress>): Promise<BrokerAnswer> => {
    const connection = new HttpBrokerConnection({ ...address, ...changes });
    try {
      return await send(connection);
    } finally {
      connection.close();
    }
  };

  it('is taken with the CA that it was told', async () => {
    expect(await ask({})).toMatchObject({ status: 200 });
    expect(await ask({ tls: true })).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Partial<BrokerAddress>, string]>([
    ['another CA', () => ({ ca: files.write('other.pem', other.ca) }), 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['another name', () => ({ host: 'localhost' }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a file that is gone', () => ({ ca: `${files.certFile}.gone` }), 'the file cannot be read (ENOENT)'],
  ])('is not taken with %s: nothing is sent', async (_, changes, reason) => {
    const asked = ask(changes());

    await expect(asked).rejects.toThrow(BrokerUnreachableError);
    await expect(asked).rejects.toThrow(reason);
    expect(seen).toEqual([]);
  });

  it('shows the certificate that its files hold when it connects', async () => {
    const cert = files.write('client.pem', made.client.cert);
    const key = files.write('client.key', made.client.key);
    const connection = new HttpBrokerConnection({ ...address, cert, key });
    await send(connection);
    await send(connection);

    files.write('client.pem', other.client.cert);
    files.write('client.key', other.client.key);
    server.closeIdleConnections();
    await send(connection);
    connection.close();

    const [first, second, third] = seen;
    expect(second).toBe(first);
    expect(first).not.toBe('none');
    expect(third).not.toBe('none');
    expect(third).not.toBe(first);
  });
});

describe('checkTlsMaterial', () => {
  let files: TlsFiles;
  let paths: { readonly cert: string; readonly key: string };

  beforeAll(() => {
    files = new TlsFiles(made);
    paths = { cert: files.write('client.pem', made.client.cert), key: files.write('client.key', made.client.key) };
  });
  afterAll(() => {
    files.remove();
  });

  it('takes files that can be used together, and none', () => {
    const check = (): void => {
      checkTlsMaterial({});
      checkTlsMaterial({ tls: true });
      checkTlsMaterial({ ...paths, ca: files.write('ca.pem', made.ca) });
    };

    expect(check).not.toThrow();
  });

  it.each<[string, () => Parameters<typeof checkTlsMaterial>[0], string]>([
    ['a certificate without its key', () => ({ cert: paths.cert }), 'cert and key are needed both'],
    [
      'the key of another',
      () => ({ ...paths, key: files.write('o.key', other.client.key) }),
      'it is not the key of cert',
    ],
    ['a CA that is none', () => ({ ca: paths.key }), 'is not PEM'],
    ['a file that is not there', () => ({ ca: `${paths.cert}.gone` }), 'ENOENT'],
  ])('refuses %s', (_, toPaths, sentence) => {
    const check = (): void => {
      checkTlsMaterial(toPaths());
    };

    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(sentence);
  });
});
