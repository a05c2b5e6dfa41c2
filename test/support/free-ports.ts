import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const MOST_TRIES = 100;

export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/** A port for a server of our own, outside the ranges of the kernel and of service containers. */
export async function findFreePort(): Promise<number> {
  return (await findFreePorts(1, { min: 10_000, max: 19_999 })).min;
}

/** As many neighbours that nobody listens on, at a random place: test runs beside each other seldom meet. */
export async function findFreePorts(
  count: number,
  within: PortRange = { min: 20_000, max: 29_999 },
): Promise<PortRange> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const min = randomInt(within.min, within.max - count + 2);
    const ports = Array.from({ length: count }, (_, index) => min + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return { min, max: min + count - 1 };
  }
  throw new Error(`No ${count} free ports in a row between ${within.min} and ${within.max}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '0.0.0.0', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
