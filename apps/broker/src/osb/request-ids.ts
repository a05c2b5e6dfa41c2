import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 12;

/** Names for requests that brought none (HDR-09): no two are the same, of whatever broker and however often it was started. */
export class RequestIds {
  private readonly prefix = randomBytes(RANDOM_BYTES).toString('base64url');
  private count = 0;

  next(): string {
    this.count += 1;
    return `${this.prefix}-${this.count.toString(36)}`;
  }
}
