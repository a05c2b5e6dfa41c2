import { refuseLimit } from '../limits/limit-reached.js';
import { NoRoom } from './no-room.js';
import type { LimitRefusal, NoRoomRefusal } from './service-instance.types.js';

/** What undid the transaction that was to store an order, as its outcome; anything else is thrown on. */
export function refuseOrder(error: unknown): NoRoomRefusal | LimitRefusal {
  return error instanceof NoRoom ? { outcome: 'no room' } : refuseLimit(error);
}
