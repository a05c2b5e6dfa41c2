import { PassThrough } from 'node:stream';

/** So much may wait for a reader before whoever sends is asked to wait. */
const ENOUGH_BYTES = 256 * 1024;
const RETRY_MS = 3_000;
/** Keep-alives in a row during which a reader took nothing, though much waited. */
const MOST_STUCK_BEATS = 3;

export interface ServerSentEvent {
  readonly data: object;
  /** Comes back as `Last-Event-ID` when the client connects again. */
  readonly id?: string;
  /** `message` unless said. */
  readonly event?: string;
}

/**
 * Server-sent events for one reader. A slow one holds the sender back, so that a long log is read whole and little of it
 * is kept here; one who does not read at all is cut off.
 */
export class EventStream {
  readonly body: PassThrough;
  private readonly hurry = new AbortController();
  private written = 0;
  private takenBefore = 0;
  private stuckBeats = 0;

  constructor(enoughBytes = ENOUGH_BYTES) {
    this.body = new PassThrough({ highWaterMark: enoughBytes });
    // Its reader has gone; nobody else has to know.
    this.body.on('error', () => undefined);
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** A promise where enough waits already: it settles when there is room again, or the reader has left. */
  send({ data, id, event }: ServerSentEvent): Promise<void> | undefined {
    const fields = { event, id, data: JSON.stringify(data) };
    const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}\n`));
    this.write(`${lines.join('')}\n`);
    return this.body.writableNeedDrain && !this.hurry.signal.aborted ? this.waitForRoom() : undefined;
  }

  /** A comment: shows a reader, and proxies on the way, that the connection lives. */
  keepAlive(): void {
    if (!this.body.writableNeedDrain) this.write(':\n\n');
    const taken = this.written - this.body.readableLength - this.body.writableLength;
    this.stuckBeats = this.body.writableNeedDrain && taken === this.takenBefore ? this.stuckBeats + 1 : 0;
    this.takenBefore = taken;
    if (this.stuckBeats >= MOST_STUCK_BEATS) this.body.destroy(new Error('The reader takes nothing.'));
  }

  /** Holds nobody back any more: there is little to come. */
  release(): void {
    this.hurry.abort();
  }

  end(): void {
    this.body.end();
  }

  private write(text: string): void {
    if (this.body.destroyed || this.body.writableEnded) return;
    this.written += Buffer.byteLength(text);
    this.body.write(text);
  }

  private waitForRoom(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.body.off('drain', done).off('close', done);
        this.hurry.signal.removeEventListener('abort', done);
        resolve();
      };
      this.body.once('drain', done).once('close', done);
      this.hurry.signal.addEventListener('abort', done);
    });
  }
}
