import { once } from 'node:events';
import { connect } from 'node:net';

/** As platforms do: octet counting (RFC 6587, 3.4.1) over TCP. A byte at a time, so that no frame comes in one piece. */
export async function sendToDrain(url: string, message: string): Promise<void> {
  const bytes = Buffer.from(message);
  await sendBytes(url, Buffer.concat([Buffer.from(`${bytes.length} `), bytes]));
}

/** Whatever the framing. Comes back when the other side has taken all of it. */
export async function sendBytes(url: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  for (const byte of bytes) socket.write(Buffer.of(byte));
  socket.end();
  socket.resume();
  await once(socket, 'close');
}
