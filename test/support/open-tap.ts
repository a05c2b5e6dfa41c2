import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a loopback port that knows how each connection began. */
export interface Tap {
  readonly port: number;
  /** For each connection that sent anything: whether that was a TLS handshake. */
  readonly tls: readonly boolean[];
  close(): Promise<void>;
}

const TLS_HANDSHAKE = 0x16;

export async function openTap(targetPort: number, listenOn = '127.0.0.1'): Promise<Tap> {
  const tls: boolean[] = [];
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    open.add(socket).add(target);
    socket.once('data', (start: Buffer) => tls.push(start[0] === TLS_HANDSHAKE));
    socket.pipe(target).pipe(socket);
    socket.on('error', () => target.destroy());
    target.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, listenOn, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    tls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
