import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Throws when the server closes the connection instead of sending more. */
export async function waitForBytes(socket: Socket): Promise<void> {
  const enough = new AbortController();
  try {
    await Promise.race([
      once(socket, 'data', { signal: enough.signal }),
      once(socket, 'close', { signal: enough.signal }).then(refuse),
    ]);
  } finally {
    enough.abort();
  }
}

function refuse(): never {
  throw new Error('The server closed the connection.');
}
