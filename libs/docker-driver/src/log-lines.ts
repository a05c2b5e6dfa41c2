import { CappedText } from './capped-text.js';
import { DemuxStream } from './demux-stream.js';
import type { LogLine } from './docker-driver.port.js';

/** Docker itself cuts what is longer into pieces of this size. */
const MAX_LINE_BYTES = 16 * 1024;
const LINE_FEED = 0x0a;
const LAST_FRAME_KIND = 3;

/**
 * Makes lines of a log that was asked for with time stamps. Chunks may be split anywhere; no more than a begun line of
 * each stream is kept. What a container with a terminal writes has no frames: all of it is standard output.
 */
export class LogLines {
  readonly #stdout = new BegunLine();
  readonly #stderr = new BegunLine();
  readonly #demux = new DemuxStream((text, isStdout) => {
    this.#take(text, isStdout);
  });
  #isFramed: boolean | undefined;

  constructor(private readonly onLine: (line: LogLine) => void) {}

  /** Throws `EngineAnswerError` when frames end in something else. */
  push(chunk: Buffer): void {
    const [first] = chunk;
    if (first === undefined) return;
    this.#isFramed ??= first <= LAST_FRAME_KIND;
    if (this.#isFramed) this.#demux.push(chunk);
    else this.#take(chunk, true);
  }

  #take(text: Buffer, isStdout: boolean): void {
    const begun = isStdout ? this.#stdout : this.#stderr;
    for (const line of begun.add(text)) this.onLine(toLogLine(line, isStdout ? 'stdout' : 'stderr'));
  }
}

class BegunLine {
  #text = new CappedText(MAX_LINE_BYTES);

  /** The lines that end within the chunk. */
  *add(chunk: Buffer): Generator<string> {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      this.#text.add(rest.subarray(0, end));
      yield this.#text.toString();
      this.#text = new CappedText(MAX_LINE_BYTES);
      rest = rest.subarray(end + 1);
    }
    this.#text.add(rest);
  }
}

function toLogLine(line: string, stream: LogLine['stream']): LogLine {
  const gap = line.indexOf(' ');
  const time = gap < 0 ? line : line.slice(0, gap);
  const text = gap < 0 ? '' : line.slice(gap + 1).replace(/\r$/, '');
  return { time, stream, text };
}
