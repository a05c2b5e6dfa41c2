import { describe, expect, it } from 'vitest';
import type { BindingSummary } from '#persistence';
import type { ShownInstance } from './show-instance.js';
import { toInstanceReply, toInstancesReply } from './to-instance-reply.js';

const BINDING: BindingSummary = { bindingId: 'b', appGuid: undefined, state: 'ready', createdAt: 0 };
const INSTANCE: ShownInstance = {
  drain: undefined,
  instanceId: 'i',
  serviceName: 'redis',
  planName: '100',
  state: 'ready',
  health: 'ok',
  hostId: 'h',
  containerName: 'osb-i',
  imageId: undefined,
  imageVersion: undefined,
  sharedIn: undefined,
  isHouse: false,
  imageDigest: undefined,
  ports: [],
  createdAt: 0,
  acknowledgedAt: undefined,
  context: {},
  organizationGuid: '',
  spaceGuid: '',
  bindings: [],
  operations: [],
};

describe('the reply about an instance', () => {
  it.each<[string, Partial<BindingSummary>, object]>([
    ['a service key', {}, { app_guid: null, app_annotations: {}, route: null, predecessor_binding_id: null }],
    [
      'an application',
      { appGuid: 'app', bindResource: { app_guid: 'app', app_annotations: { 'x/team': 'blue', secret: { a: 1 } } } },
      { app_guid: 'app', app_annotations: { 'x/team': 'blue' } },
    ],
    ['a route', { bindResource: { route: 'host.domain/path' } }, { route: 'host.domain/path' }],
    ['the successor of another binding', { predecessorId: 'a' }, { predecessor_binding_id: 'a' }],
  ])('shows the binding of %s', (_, changes, shown) => {
    const reply = toInstanceReply({ ...INSTANCE, bindings: [{ ...BINDING, ...changes }] });

    expect(reply).toMatchObject({ bindings: [{ binding_id: 'b', created_at: '1970-01-01T00:00:00.000Z', ...shown }] });
  });

  it('shows where its log goes, and how that fares', () => {
    const drain = { target: 'logs:514', isTls: true, state: 'waiting', waitingLines: 2, lostLines: 1 } as const;

    expect(toInstanceReply({ ...INSTANCE, drain })).toMatchObject({
      syslog_drain: { target: 'logs:514', tls: true, state: 'waiting', waiting_lines: 2, lost_lines: 1 },
    });
    expect(toInstanceReply(INSTANCE)).toMatchObject({ syslog_drain: null });
  });

  it('shows nothing that it does not name, whatever the store knows', () => {
    const secrets = { credentials: 'canary', dashboardUrl: 'canary', definition: 'canary', parameters: 'canary' };
    const bindings = [{ ...BINDING, ...secrets, bindResource: { token: 'canary' } }];

    const reply = toInstanceReply({ ...INSTANCE, ...secrets, context: secrets, bindings });

    expect(JSON.stringify(reply)).not.toContain('canary');
  });

  it.each([
    ['the last id of the page, where more follow', true, 'i'],
    ['nothing on the last page', false, null],
  ])('names as next %s', (_, hasMore, next) => {
    expect(toInstancesReply({ instances: [INSTANCE], hasMore })).toMatchObject({ next });
  });
});
