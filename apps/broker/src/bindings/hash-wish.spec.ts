import { describe, expect, it } from 'vitest';
import { fingerprint } from '../osb/fingerprint.js';
import { hashWish } from './hash-wish.js';
import { toBindWish } from './to-bind-wish.js';

const BODY = { service_id: 's', plan_id: 'p', bind_resource: { app_guid: 'a' }, parameters: { b: 1 } };
const hashOf = (changes: object): string => hashWish(toBindWish({ ...BODY, ...changes }));

describe('hashWish', () => {
  it.each<[string, object]>([
    ['plan', { plan_id: 'q' }],
    ['app', { bind_resource: { app_guid: 'b' } }],
    ['route', { bind_resource: { app_guid: 'a', route: 'r' } }],
    ['parameters', { parameters: {} }],
    ['predecessor', { predecessor_binding_id: 'c' }],
  ])('is another one for another %s (BIND-09, ROT-07)', (_, changes) => {
    expect(hashOf(changes)).not.toBe(hashOf({}));
  });

  it.each<[string, object]>([
    ['context', { context: { instance_name: 'renamed' } }],
    ['names of the app', { bind_resource: { app_guid: 'a', app_annotations: { x: 'y' } } }],
    ['place of the app', { bind_resource: null, app_guid: 'a' }],
    ['null for a predecessor', { predecessor_binding_id: null }],
  ])('is the same for another %s (ROT-08)', (_, changes) => {
    expect(hashOf(changes)).toBe(hashOf({}));
  });

  it('is the one that earlier brokers stored for a binding', () => {
    expect(hashOf({})).toBe(fingerprint({ serviceId: 's', planId: 'p', appGuid: 'a', parameters: { b: 1 } }));
  });
});
