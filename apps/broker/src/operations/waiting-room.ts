/** Where requests wait, until their time is over, or what they wait for ends, or all are sent home. */
export class WaitingRoom {
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  /** Requests by the thousand leave neither timer nor listener behind. */
  wait(ms: number, end?: Promise<void>): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.waiting.delete(leave);
        resolve();
      };
      const timer = setTimeout(leave, ms);
      this.waiting.add(leave);
      void end?.then(leave);
    });
  }

  /** Nobody waits any more, now or later. */
  close(): void {
    this.isClosed = true;
    for (const leave of [...this.waiting]) leave();
  }
}
