import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const salt = randomBytes(32);

/** In the same time, wherever they differ and however long they are (T2). */
export function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHmac('sha256', salt).update(text).digest();
}
