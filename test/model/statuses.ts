import type { State } from './order.types.js';

type Statuses = Readonly<Record<State, readonly number[]>>;
export const OPENED = [201, 202];
export const REMOVED = [200, 202];

/** osb-requirements §1.2 and §1.3: the tables that the broker promises to keep. */
export const PUT_SAME: Statuses = {
  unknown: OPENED,
  creating: [202],
  undoing: [422],
  ready: [200],
  updating: [409, 422],
  failed: OPENED,
  deleting: [422],
};
export const PUT_OTHER: Statuses = { ...PUT_SAME, creating: [409], undoing: [409], ready: [409], failed: [409] };
export const DELETE: Statuses = {
  unknown: [410],
  creating: REMOVED,
  undoing: REMOVED,
  ready: REMOVED,
  updating: REMOVED,
  failed: REMOVED,
  deleting: REMOVED,
};
export const UPDATED = [200, 202];
export const PATCH_SAME: Statuses = {
  unknown: [404],
  creating: [422],
  undoing: [404, 422],
  ready: [200],
  updating: [202],
  failed: [404],
  deleting: [422],
};
export const PATCH_OTHER: Statuses = { ...PATCH_SAME, ready: UPDATED, updating: [422] };
export const POLL: Readonly<Record<State, string>> = {
  unknown: 'succeeded',
  creating: 'in progress',
  undoing: 'failed',
  ready: 'succeeded',
  updating: 'in progress',
  failed: 'failed',
  deleting: 'in progress',
};
export const GET: Statuses = {
  unknown: [404],
  creating: [404],
  undoing: [404],
  ready: [200],
  updating: [422],
  failed: [404],
  deleting: [404],
};
