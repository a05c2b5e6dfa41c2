import { describe, expect, it } from 'vitest';
import { toBindWish } from './to-bind-wish.js';

const PLAN = { service_id: 's', plan_id: 'p' };

describe('toBindWish', () => {
  it.each<[object, string | undefined]>([
    [{ bind_resource: { app_guid: 'new' }, app_guid: 'old' }, 'new'],
    [{ bind_resource: { app_guid: null }, app_guid: 'old' }, 'old'],
    [{ bind_resource: { route: 'r' }, app_guid: 'old' }, 'old'],
    [{ bind_resource: null, app_guid: 'old' }, 'old'],
    [{ bind_resource: { route: 'r' } }, undefined],
    [{ app_guid: null }, undefined],
  ])('of %j the app is %s (BIND-04)', (body, appGuid) => {
    expect(toBindWish({ ...PLAN, ...body })).toMatchObject({ appGuid });
  });

  it('keeps all that is said of what is bound (EXT-01)', () => {
    const bindResource = { app_guid: 'a', space_guid: 's', app_annotations: { 'example.com/x': 'y' } };

    expect(toBindWish({ ...PLAN, bind_resource: bindResource })).toMatchObject({ bindResource });
  });

  it('takes null for nothing (EXT-03, ROT-08)', () => {
    const body = { bind_resource: null, context: null, parameters: null, predecessor_binding_id: null };

    expect(toBindWish({ ...PLAN, ...body })).toEqual(toBindWish(PLAN));
  });
});
