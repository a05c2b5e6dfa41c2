import type { Socket } from 'node:net';

/** What comes over an upgraded connection: the rest of the request, then whatever the client writes until it stops. */
export class UpgradedInput {
  /** Settles only when all of the request is there. */
  readonly body: Promise<Buffer>;
  /** Settles when the client has closed its half, or is gone. */
  readonly rest: Promise<Buffer>;
  readonly #chunks: Buffer[];
  #size: number;

  constructor(
    socket: Socket,
    head: Buffer,
    private readonly bodyBytes: number,
  ) {
    this.#chunks = [head];
    this.#size = head.length;
    this.body = new Promise((resolve) => {
      const tell = (): void => {
        if (this.#size >= bodyBytes) resolve(this.#all().subarray(0, bodyBytes));
      };
      socket.on('data', (chunk: Buffer) => {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        tell();
      });
      tell();
    });
    this.rest = new Promise((resolve) => {
      const tell = (): void => {
        resolve(this.#all().subarray(this.bodyBytes));
      };
      socket.once('end', tell).once('close', tell);
    });
  }

  #all(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
