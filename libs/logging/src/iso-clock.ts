/** The time in words, ISO 8601 with milliseconds, made once for all who ask within the same one. */
export class IsoClock {
  private lastMs = Number.NaN;
  private lastText = '';

  now(): string {
    const nowMs = Date.now();
    if (nowMs !== this.lastMs) {
      this.lastMs = nowMs;
      this.lastText = new Date(nowMs).toISOString();
    }
    return this.lastText;
  }
}
