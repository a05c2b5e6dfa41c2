import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import type { TestCertificates } from './make-certificates.js';

/** A way to a Unix socket over loopback. */
export interface Relay {
  readonly port: number;
  close(): Promise<void>;
}

/** Half-closed connections stay half-closed on the other side, as an engine that listens on TCP itself has them. */
export async function openRelay(socketPath: string, certificates?: TestCertificates): Promise<Relay> {
  const open = new Set<Socket>();
  const serve = (socket: Socket): void => {
    join(socket, connect({ path: socketPath, allowHalfOpen: true }));
  };
  const server =
    certificates === undefined ? createServer({ allowHalfOpen: true }, serve) : withTls(certificates, serve);
  // A TLS server counts raw connections too, which a failed handshake may leave half-open.
  server.on('connection', (socket: Socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function withTls({ ca, server }: TestCertificates, serve: (socket: Socket) => void): Server {
  const options = { ...server, ca, requestCert: true, rejectUnauthorized: true, allowHalfOpen: true };
  return createTlsServer(options, serve);
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
}
