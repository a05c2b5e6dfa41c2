/** Holds whatever waits for it, until it is opened. */
export class Gate {
  private letThrough: (() => void) | undefined;

  readonly opened = new Promise<void>((resolve) => {
    this.letThrough = resolve;
  });

  open(): void {
    this.letThrough?.();
  }
}
