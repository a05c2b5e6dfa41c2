import { describe, expect, it } from 'vitest';
import { toShownContext } from './to-shown-context.js';

const NOTHING = {
  platform: null,
  organization_guid: null,
  organization_name: null,
  organization_annotations: {},
  space_guid: null,
  space_name: null,
  space_annotations: {},
  instance_name: null,
  instance_annotations: {},
};
const WHOLE = {
  platform: 'cloudfoundry',
  organization_guid: 'org-guid',
  organization_name: 'org',
  organization_annotations: { 'x/billing': '1' },
  space_guid: 'space-guid',
  space_name: 'space',
  space_annotations: { 'x/team': 'blue' },
  instance_name: 'my-db',
  instance_annotations: { 'x/purpose': 'shop' },
};

describe('the context that is shown', () => {
  it.each<
    [string, { readonly context: Record<string, unknown>; readonly org?: string; readonly space?: string }, object]
  >([
    ['all that Cloud Foundry sends', { context: WHOLE }, WHOLE],
    ['nothing where nothing is known', { context: {} }, NOTHING],
    [
      'the ids beside the context where it has none',
      { context: {}, org: 'o', space: 's' },
      { ...NOTHING, organization_guid: 'o', space_guid: 's' },
    ],
    ['the ids in the context first', { context: WHOLE, org: 'o', space: 's' }, WHOLE],
    ['no field that is not named', { context: { token: 'secret', namespace: 'n' } }, NOTHING],
    [
      'nothing that is no text',
      { context: { platform: 1, space_name: ['a'], instance_name: { secret: 'x' }, organization_name: '' } },
      NOTHING,
    ],
    [
      'of annotations, the texts',
      { context: { space_annotations: { a: 'b', c: 1, d: { secret: 'x' } }, instance_annotations: ['x'] } },
      { ...NOTHING, space_annotations: { a: 'b' } },
    ],
  ])('has %s', (_, { context, org = '', space = '' }, shown) => {
    expect(toShownContext({ context, organizationGuid: org, spaceGuid: space })).toEqual(shown);
  });
});
