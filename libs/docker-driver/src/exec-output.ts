import type { Duplex } from 'node:stream';

import { CappedText } from './capped-text.js';
import { DemuxStream } from './demux-stream.js';
import { HostUnreachableError } from './docker-driver.errors.js';

const MAX_STDERR_BYTES = 4 * 1024;

/** What a command writes, both streams apart and bounded. */
export class ExecOutput {
  readonly #stdout: CappedText;
  readonly #stderr = new CappedText(MAX_STDERR_BYTES);
  readonly #demux = new DemuxStream((text, isStdout) => {
    (isStdout ? this.#stdout : this.#stderr).add(text);
  });

  constructor(maxStdoutBytes: number) {
    this.#stdout = new CappedText(maxStdoutBytes);
  }

  get stdout(): string {
    return this.#stdout.toString();
  }

  get stderr(): string {
    return this.#stderr.toString();
  }

  get isTruncated(): boolean {
    return this.#stdout.isCut;
  }

  /**
   * Feeds `stdin`, closes our half so that the command sees its end, and reads until the engine closes the other, or
   * standard output is over its limit: then the connection is closed and the writer gets a broken pipe.
   */
  async readFrom(socket: Duplex, stdin: string): Promise<void> {
    socket.end(stdin);
    try {
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        this.#demux.push(chunk);
        if (this.isTruncated) return;
      }
    } catch (error) {
      if (!isUnreadInput(error, socket, stdin)) throw error;
    }
    if (!this.#demux.isWhole) throw new HostUnreachableError('The connection was cut in the middle of the output.');
  }
}

/**
 * The engine resets a connection that it closes with input in it that the command left unread. By then all output has
 * arrived, provided that all input had left: else our side died of the write and may have dropped output.
 */
function isUnreadInput(error: unknown, socket: Duplex, stdin: string): boolean {
  const isReset = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNRESET';
  return isReset && stdin !== '' && socket.writableFinished;
}
