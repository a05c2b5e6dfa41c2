import { describe, expect, it } from 'vitest';
import type { Operation } from '#persistence';
import { toInstanceReply } from './to-instance-reply.js';

const dashboardUrl = 'https://here/';
const operation = { operationId: '7', kind: 'update' } as Operation;

describe('toInstanceReply', () => {
  it.each<[Parameters<typeof toInstanceReply>[0], number, object]>([
    [{ outcome: 'created', dashboardUrl }, 201, { dashboard_url: dashboardUrl }],
    [{ outcome: 'created', dashboardUrl: undefined }, 201, {}],
    [{ outcome: 'existing', dashboardUrl }, 200, { dashboard_url: dashboardUrl }],
    [{ outcome: 'updated', dashboardUrl }, 200, { dashboard_url: dashboardUrl }],
    [{ outcome: 'accepted', operation, dashboardUrl }, 202, { operation: 'update-7', dashboard_url: dashboardUrl }],
    [{ outcome: 'accepted', operation, dashboardUrl: undefined }, 202, { operation: 'update-7' }],
    [{ outcome: 'accepted', operation }, 202, { operation: 'update-7' }],
    [{ outcome: 'deleted' }, 200, {}],
  ])('answers %j with %i (PROV-14, UPD-18)', (outcome, status, body) => {
    expect(toInstanceReply(outcome)).toEqual({ status, body });
  });
});
