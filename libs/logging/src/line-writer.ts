/**
 * Writes the lines of one turn of the event loop at once: under load a call of the system for each line would cost
 * more than the request that it tells of. Nothing is held longer than that turn, or past the end of the process.
 */
export class LineWriter {
  private lines: string[] = [];

  constructor(private readonly stream: { write(text: string): unknown }) {
    process.once('exit', () => {
      this.flush();
    });
  }

  write(line: string): void {
    if (this.lines.length === 0) {
      setImmediate(() => {
        this.flush();
      });
    }
    this.lines.push(line);
  }

  flush(): void {
    if (this.lines.length === 0) {
      return;
    }
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    this.stream.write(text);
  }
}
