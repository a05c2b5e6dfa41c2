import { EventEmitter } from 'node:events';

/** Where requests wait, until their time is over, or what they wait for ends, or all are sent home. */
export class WaitingRoom {
  private readonly waiting = new Set<() => void>();
  private readonly calls = new EventEmitter().setMaxListeners(0);
  private isClosed = false;

  /** Requests by the thousand leave neither timer nor listener behind. */
  wait(ms: number, end?: Promise<void>): Promise<void> {
    return this.stay(ms, (leave) => {
      void end?.then(leave);
      return () => undefined;
    });
  }

  /** Until `name` is called. */
  waitForCall(name: string, ms: number): Promise<void> {
    return this.stay(ms, (leave) => {
      this.calls.once(name, leave);
      return () => this.calls.off(name, leave);
    });
  }

  call(name: string): void {
    this.calls.emit(name);
  }

  /** `listen` gives what ends its listening. */
  private stay(ms: number, listen: (leave: () => void) => () => void): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.waiting.delete(leave);
        unlisten();
        resolve();
      };
      const timer = setTimeout(leave, ms);
      this.waiting.add(leave);
      const unlisten = listen(leave);
    });
  }

  /** Nobody waits any more, now or later. */
  close(): void {
    this.isClosed = true;
    for (const leave of [...this.waiting]) leave();
  }
}
