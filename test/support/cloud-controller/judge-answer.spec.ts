import { describe, expect, it } from 'vitest';
import { type Call, judgeAnswer, type Outcome } from './judge-answer.js';
import type { Offering } from './offerings-in.js';

const PLAIN: Offering = { id: 's', requires: [], areBindingsRetrievable: true };
const ALL: Offering = { ...PLAIN, requires: ['syslog_drain', 'volume_mount'] };
const NO_READING: Offering = { ...PLAIN, areBindingsRetrievable: false };
const MOUNT = { driver: 'd', container_dir: '/c', mode: 'rw', device_type: 'shared', device: { volume_id: 'v' } };
const CLEAN_UP = true;

type Case = readonly [Call, number, unknown, Outcome, cleansUp?: boolean, offering?: Offering];

const CASES: readonly Case[] = [
  ['catalog', 200, { services: [] }, 'succeeded'],
  ['catalog', 200, [], 'malformed'],
  ['catalog', 202, {}, 'bad'],
  ['catalog', 304, undefined, 'bad'],
  ['provision', 200, {}, 'succeeded'],
  ['provision', 201, { dashboard_url: null, nobody: 'knows' }, 'succeeded'],
  ['provision', 202, { operation: 'o' }, 'in progress'],
  ['provision', 202, {}, 'in progress'],
  ['provision', 200, undefined, 'malformed'],
  ['provision', 201, undefined, 'malformed', CLEAN_UP],
  ['provision', 201, null, 'malformed', CLEAN_UP],
  ['provision', 202, { operation: null }, 'malformed', CLEAN_UP],
  ['provision', 202, { operation: 'x'.repeat(10_001) }, 'malformed', CLEAN_UP],
  ['provision', 201, { metadata: null }, 'malformed', CLEAN_UP],
  ['provision', 201, { metadata: { labels: null } }, 'malformed', CLEAN_UP],
  ['provision', 201, { dashboard_url: 5 }, 'malformed', CLEAN_UP],
  ['provision', 204, undefined, 'bad', CLEAN_UP],
  ['provision', 400, {}, 'refused'],
  ['provision', 409, {}, 'refused'],
  ['provision', 410, {}, 'bad', CLEAN_UP],
  ['provision', 422, { error: 'ConcurrencyError' }, 'refused'],
  ['provision', 422, { error: 'MaintenanceInfoConflict' }, 'refused'],
  ['provision', 422, {}, 'bad', CLEAN_UP],
  ['provision', 422, { error: 'Other' }, 'bad', CLEAN_UP],
  ['provision', 500, {}, 'bad', CLEAN_UP],
  ['update', 200, {}, 'succeeded'],
  ['update', 202, { operation: 'o' }, 'in progress'],
  ['update', 202, { operation: null }, 'malformed', CLEAN_UP],
  ['update', 201, {}, 'bad'],
  ['update', 409, {}, 'bad'],
  ['update', 410, {}, 'bad'],
  ['update', 422, { error: 'ConcurrencyError' }, 'refused'],
  ['update', 422, {}, 'refused'],
  ['update', 500, {}, 'bad'],
  ['deprovision', 200, {}, 'succeeded'],
  ['deprovision', 200, undefined, 'malformed'],
  ['deprovision', 202, { operation: 'o' }, 'in progress'],
  ['deprovision', 410, undefined, 'succeeded'],
  ['deprovision', 204, undefined, 'bad'],
  ['deprovision', 422, { error: 'ConcurrencyError' }, 'refused'],
  ['deprovision', 422, {}, 'bad'],
  ['bind', 201, { credentials: {} }, 'succeeded'],
  ['bind', 200, { credentials: null }, 'succeeded'],
  ['bind', 201, { credentials: [] }, 'malformed', CLEAN_UP],
  ['bind', 201, { credentials: 'text' }, 'malformed', CLEAN_UP],
  ['bind', 202, { operation: 'o' }, 'in progress'],
  ['bind', 202, { operation: 'o' }, 'failed', false, NO_READING],
  ['bind', 202, { operation: null }, 'malformed', CLEAN_UP],
  ['bind', 201, { syslog_drain_url: '' }, 'malformed', CLEAN_UP],
  ['bind', 201, { syslog_drain_url: null, volume_mounts: null, route_service_url: null }, 'succeeded'],
  ['bind', 201, { syslog_drain_url: 'syslog://h' }, 'succeeded', false, ALL],
  ['bind', 201, { volume_mounts: [] }, 'malformed', CLEAN_UP],
  ['bind', 201, { volume_mounts: [MOUNT] }, 'succeeded', false, ALL],
  ['bind', 201, { volume_mounts: [{ ...MOUNT, device: {} }] }, 'malformed', CLEAN_UP, ALL],
  ['bind', 201, { volume_mounts: [{ ...MOUNT, driver: '' }] }, 'malformed', CLEAN_UP, ALL],
  ['bind', 201, { route_service_url: 'https://h/p' }, 'succeeded'],
  ['bind', 201, { route_service_url: 'http://h' }, 'malformed', CLEAN_UP],
  ['bind', 201, { route_service_url: 'https://.x' }, 'malformed', CLEAN_UP],
  ['bind', 422, { error: 'RequiresApp' }, 'refused'],
  ['bind', 422, { error: 'MaintenanceInfoConflict' }, 'bad', CLEAN_UP],
  ['bind', 503, {}, 'bad', CLEAN_UP],
  ['unbind', 410, {}, 'succeeded'],
  ['unbind', 404, {}, 'refused'],
  ['fetch instance', 200, { service_id: 's', parameters: {} }, 'succeeded'],
  ['fetch instance', 200, { dashboard_url: null }, 'malformed'],
  ['fetch binding', 200, { credentials: {}, volume_mounts: [MOUNT] }, 'succeeded'],
  ['fetch binding', 200, { volume_mounts: [{ ...MOUNT, mode: 'w' }] }, 'malformed'],
  ['fetch binding', 200, { syslog_drain_url: null }, 'malformed'],
  ['last operation of an instance', 200, { state: 'in progress' }, 'in progress'],
  ['last operation of an instance', 200, { state: 'in_progress' }, 'polls on'],
  ['last operation of an instance', 400, {}, 'failed'],
  ['last operation of a binding', 410, {}, 'succeeded'],
  ['last operation of a binding', 404, {}, 'polls on'],
];

const NAMED = CASES.map(
  (row) =>
    [
      row
        .slice(0, 3)
        .map((part) => JSON.stringify(part))
        .join(' '),
      row,
    ] as const,
);

describe('judgeAnswer', () => {
  it.each(NAMED)('of %.80s', (_, [call, status, body, outcome, mayCleanUp = false, offering = PLAIN]) => {
    const verdict = judgeAnswer(call, { status, body, headers: {} }, offering);

    const makes = call === 'provision' || call === 'bind';
    expect(verdict).toEqual({ outcome, cleansUp: makes && mayCleanUp });
  });
});
