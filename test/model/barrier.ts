import { Gate } from '../../apps/broker/src/operations/testing/gate.js';

/** Something stands still here, once, until it is let go. */
export class Barrier extends Gate {
  private reached = false;

  get isReached(): boolean {
    return this.reached;
  }

  readonly reach = (): void => {
    this.reached = true;
  };
}
