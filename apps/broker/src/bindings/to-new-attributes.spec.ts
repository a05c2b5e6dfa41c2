import { describe, expect, it } from 'vitest';
import type { BindingAttributes } from './to-new-attributes.js';
import { toNewAttributes } from './to-new-attributes.js';
import { toBindWish } from './to-bind-wish.js';

const PREDECESSOR = {
  appGuid: 'app',
  request: {
    parameters: { size: 1 },
    context: { platform: 'cloudfoundry' },
    bindResource: { app_guid: 'app', space_guid: 'space' },
    predecessorId: 'the one before',
    login: { username: 'old', password: 'old' },
  },
};
const ROTATION = { predecessor_binding_id: 'old' };

describe('toNewAttributes', () => {
  it('takes an ordinary bind as it is', () => {
    expect(toNewAttributes(toBindWish({ service_id: 's', plan_id: 'p' }), undefined)).toEqual({
      appGuid: undefined,
      request: { parameters: {}, context: {} },
    });
  });

  it('takes all of the predecessor but its login and its own predecessor (ROT-03, ROT-06)', () => {
    const { parameters, context, bindResource } = PREDECESSOR.request;

    expect(toNewAttributes(toBindWish(ROTATION), PREDECESSOR)).toEqual({
      appGuid: 'app',
      request: { parameters, context, bindResource, predecessorId: 'old' },
    });
  });

  it.each<[string, object, Partial<BindingAttributes['request']>]>([
    ['parameters', { parameters: { size: 2 } }, { parameters: { size: 2 } }],
    ['no parameters in so many words', { parameters: {} }, { parameters: { size: 1 } }],
    ['a context', { context: { name: 'n' } }, { context: { name: 'n' } }],
    ['an app', { bind_resource: { app_guid: 'b' } }, { bindResource: { app_guid: 'b' } }],
  ])('prefers what the rotation says: %s', (_, body, request) => {
    expect(toNewAttributes(toBindWish({ ...ROTATION, ...body }), PREDECESSOR)).toMatchObject({ request });
  });
});
