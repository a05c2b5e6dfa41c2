import type { LogLine } from './docker-driver.port.js';

/** What one answer may hold of a log, in characters. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** The last lines of those that were added, no more of them than fit. */
export class LogTail {
  readonly #lines: LogLine[] = [];
  #length = 0;

  constructor(private readonly maxLength = MAX_LENGTH) {}

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  add(line: LogLine): void {
    this.#lines.push(line);
    this.#length += line.text.length;
    while (this.#length > this.maxLength) this.#length -= this.#lines.shift()?.text.length ?? 0;
  }
}
