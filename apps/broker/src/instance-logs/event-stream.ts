import { PassThrough } from 'node:stream';

/** So much may wait for a reader. */
const MAX_WAITING_BYTES = 1024 * 1024;
const RETRY_MS = 3_000;

export interface ServerSentEvent {
  readonly data: object;
  /** Comes back as `Last-Event-ID` when the client connects again. */
  readonly id?: string;
  /** `message` unless said. */
  readonly event?: string;
}

/** Server-sent events for one reader. One who does not read is cut off: nothing is kept for them but a bounded rest. */
export class EventStream {
  readonly body = new PassThrough();

  constructor(private readonly maxWaitingBytes = MAX_WAITING_BYTES) {
    // Its reader has gone; nobody else has to know.
    this.body.on('error', () => undefined);
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  send({ data, id, event }: ServerSentEvent): void {
    const fields = { event, id, data: JSON.stringify(data) };
    const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}\n`));
    this.write(`${lines.join('')}\n`);
  }

  /** A comment: shows a reader, and proxies on the way, that the connection lives. */
  keepAlive(): void {
    this.write(':\n\n');
  }

  end(): void {
    this.body.end();
  }

  private write(text: string): void {
    if (this.body.destroyed || this.body.writableEnded) return;
    this.body.write(text);
    const waiting = this.body.readableLength + this.body.writableLength;
    if (waiting > this.maxWaitingBytes) this.body.destroy(new Error('The reader is too slow.'));
  }
}
