import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a loopback port that can lose an answer. */
export interface Cut {
  readonly port: number;
  /**
   * The next connection that sends this text is cut as soon as the other side has answered it: what was asked for is
   * done, and nobody hears of it. Settles then.
   */
  cutAfter(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Trap {
  readonly text: string;
  readonly sprung: () => void;
}

export async function openCut(targetPort: number): Promise<Cut> {
  const open = new Set<Socket>();
  let trap: Trap | undefined;
  const server = createServer((socket) => {
    const target = connect({ port: targetPort, host: '127.0.0.1' });
    open.add(socket).add(target);
    let caught: Trap | undefined;
    socket.on('data', (chunk: Buffer) => {
      if (trap !== undefined && chunk.includes(trap.text)) [caught, trap] = [trap, undefined];
      target.write(chunk);
    });
    target.on('data', (chunk: Buffer) => {
      if (caught === undefined) return void socket.write(chunk);
      socket.destroy();
      caught.sprung();
    });
    join(socket, target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (text) =>
      new Promise((sprung) => {
        trap = { text, sprung };
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}
