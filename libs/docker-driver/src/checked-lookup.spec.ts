import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLookup } from './checked-lookup.js';
import { HostUnreachableError } from './docker-driver.errors.js';
import { DockerodeDockerDriver } from './dockerode-docker-driver.js';

const ADDRESSES = [
  { address: '10.0.0.9', family: 4 },
  { address: '127.0.0.1', family: 4 },
];

type Answer = readonly unknown[];

function look(host: string, all: boolean, found = ADDRESSES, error: Error | null = null): Promise<Answer> {
  const lookup = openLookup(
    (address) => address !== '127.0.0.1',
    (_, tell) => {
      tell(error, found);
    },
  );
  return new Promise((resolve) => {
    lookup(host, { all }, (...answer: unknown[]) => {
      resolve(answer);
    });
  });
}

describe('openLookup (T8)', () => {
  const [good] = ADDRESSES;

  it('hands on what was judged, in both forms that sockets ask for', async () => {
    expect(await look('docker1', false, ADDRESSES.slice(0, 1))).toEqual([null, good?.address, 4]);
    expect(await look('docker1', true, ADDRESSES.slice(0, 1))).toEqual([null, [good]]);
  });

  it('hands nothing on when one of several is not admitted', async () => {
    expect(await look('docker1', true)).toMatchObject([{ code: 'ENOTADMITTED' }, '']);
    expect(await look('docker1', false)).toMatchObject([{ code: 'ENOTADMITTED' }, '']);
  });

  it("hands on the resolver's error, and one for nothing at all", async () => {
    const error = new Error('ENOTFOUND');

    expect(await look('docker1', true, [], error)).toEqual([error, '']);
    expect(await look('docker1', true, [])).toMatchObject([{ message: 'docker1 has no address' }, '']);
  });
});

describe('the driver, of a name that leads elsewhere by now (T8)', () => {
  let server: Server;
  let connections = 0;

  beforeAll(async () => {
    server = createServer().on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('does not connect', async () => {
    const driver = new DockerodeDockerDriver((address) => !/^127\.|^::1$/.test(address));
    const { port } = server.address() as AddressInfo;

    const asked = driver.describeEngine({ kind: 'tcp', host: 'localhost', port });

    await expect(asked).rejects.toThrow(HostUnreachableError);
    await expect(asked).rejects.toThrow('localhost leads to an address where no Docker host may be');
    expect(connections).toBe(0);
  });
});
