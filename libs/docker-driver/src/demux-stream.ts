import { EngineAnswerError } from './docker-driver.errors.js';

const HEADER_BYTES = 8;
const STDOUT = 1;
const LAST_KIND = 3;

/** Takes the text of a frame: `isStdout`, or else it is standard error. The buffer is only lent. */
export type FrameSink = (text: Buffer, isStdout: boolean) => void;

/**
 * Takes Docker's stream apart: frames of a kind (1 standard output, 2 standard error), three zeros, a length of four
 * bytes, and as many bytes of text. Chunks may be split anywhere; nothing is kept but a begun header.
 */
export class DemuxStream {
  #header = Buffer.alloc(0);
  #isStdout = false;
  #left = 0;

  constructor(private readonly sink: FrameSink) {}

  /** Between two frames: where a stream may end. */
  get isWhole(): boolean {
    return this.#left === 0 && this.#header.length === 0;
  }

  /** Throws `EngineAnswerError` when the bytes are no frames, as from a container with a terminal. */
  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#left > 0 ? this.#takeText(rest) : this.#takeHeader(rest);
  }

  #takeText(chunk: Buffer): Buffer {
    const text = chunk.subarray(0, this.#left);
    this.#left -= text.length;
    this.sink(text, this.#isStdout);
    return chunk.subarray(text.length);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const missing = HEADER_BYTES - this.#header.length;
    this.#header = Buffer.concat([this.#header, chunk.subarray(0, missing)]);
    if (this.#header.length === HEADER_BYTES) this.#openFrame();
    return chunk.subarray(missing);
  }

  #openFrame(): void {
    const kind = this.#header.readUInt8(0);
    if (kind > LAST_KIND) throw new EngineAnswerError("The engine's stream does not consist of Docker's frames.");
    this.#isStdout = kind === STDOUT;
    this.#left = this.#header.readUInt32BE(4);
    this.#header = Buffer.alloc(0);
  }
}
