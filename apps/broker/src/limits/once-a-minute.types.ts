const MINUTE_MS = 60_000;

/** An alarm that a flood of its cause does not make a flood of alarms. */
export class OnceAMinute {
  private saidAt = -Infinity;
  private unsaid = 0;

  /** @param say is told how many times it happened since it was said last */
  tell(say: (times: number) => void): void {
    this.unsaid += 1;
    if (performance.now() - this.saidAt < MINUTE_MS) return;
    this.saidAt = performance.now();
    say(this.unsaid);
    this.unsaid = 0;
  }
}
