import { connect } from 'node:net';

export type Memory = Pick<NodeJS.MemoryUsage, 'rss' | 'heapTotal' | 'heapUsed' | 'external'>;

/** What the broker with `probe.mjs` on this socket needs once its garbage has been collected, in bytes. */
export function readMemory(path: string): Promise<Memory> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(path);
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
    socket.on('end', () => {
      resolve(JSON.parse(Buffer.concat(chunks).toString()) as Memory);
    });
  });
}
