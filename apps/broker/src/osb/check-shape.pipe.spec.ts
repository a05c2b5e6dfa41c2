import { describe, expect, it } from 'vitest';
import { BindRequestDto } from '../bindings/bind-request.dto.js';
import { ProvisionRequestDto } from '../instances/provision-request.dto.js';
import { CheckShapePipe } from './check-shape.pipe.js';
import { DeleteQueryDto } from './delete-query.dto.js';
import { BadRequestError } from './osb.errors.js';

const check = (metatype: new () => object, value: unknown, type: 'body' | 'query' = 'body'): unknown =>
  new CheckShapePipe().transform(value, { metatype, type });

const IDS = { service_id: 's', plan_id: 'p' };
const ORDER = { ...IDS, organization_guid: 'o', space_guid: 's' };

describe('CheckShapePipe', () => {
  it.each([
    ['fields it does not know (EXT-01)', { ...ORDER, unknown: { deep: [1] } }],
    ['null for what may be missing (EXT-03)', { ...ORDER, context: null, parameters: null, maintenance_info: null }],
    ['an empty object', { ...ORDER, maintenance_info: {} }],
  ])('takes %s', (_, body) => {
    expect(check(ProvisionRequestDto, body)).toMatchObject(ORDER);
  });

  it('leaves out fields that it does not know (T14)', () => {
    expect(check(ProvisionRequestDto, { ...ORDER, unknown: 1 })).not.toHaveProperty('unknown');
  });

  it("leaves the user's own objects as they are, whatever their keys are called", () => {
    const parameters = JSON.parse(
      '{"constructor":null,"toString":{"valueOf":1},"a":[{"hasOwnProperty":true}]}',
    ) as object;

    expect(check(BindRequestDto, { ...IDS, parameters, context: parameters })).toMatchObject({
      parameters,
      context: parameters,
    });
  });

  it.each<object>([
    { constructor: null },
    { constructor: {}, toString: 1 },
    { bind_resource: { constructor: null, app_guid: 'a', valueOf: 1 } },
    { unknown: { deep: { constructor: null, a: 1 } } },
  ])('ignores %j like any unknown field (EXT-01)', (unknown) => {
    expect(check(BindRequestDto, { ...IDS, ...unknown })).toMatchObject(IDS);
  });

  it.each([
    [{}, 'service_id must be a string; plan_id must be a string.'],
    [{ service_id: '', plan_id: 7 }, 'service_id must not be empty; plan_id must be a string.'],
    [{ ...IDS, context: [] }, 'context must be an object.'],
    [{ ...IDS, parameters: 'SECRET' }, 'parameters must be an object.'],
    [{ ...IDS, bind_resource: 'SECRET' }, 'bind_resource must be an object.'],
    [{ ...IDS, bind_resource: [] }, 'bind_resource must be an object.'],
    [
      { ...IDS, bind_resource: { app_guid: 7 } },
      'bind_resource may have an app_guid of up to 255 characters and a route of up to 1024.',
    ],
    [{ ...IDS, app_guid: 'SECRET'.repeat(50) }, 'app_guid must be shorter than or equal to 255 characters.'],
    [{ ...IDS, app_guid: 'SECRET\u0000' }, 'app_guid must hold no control characters.'],
  ])('says of %j what is wrong, and no value: %s', (body, description) => {
    expect(() => check(BindRequestDto, body)).toThrow(new BadRequestError(description));
  });

  it('wants objects that hold nothing else either', () => {
    const problem = new BadRequestError('maintenance_info must be an object.');

    expect(() => check(ProvisionRequestDto, { ...ORDER, maintenance_info: [{}] })).toThrow(problem);
  });

  it.each([undefined, null, [], 'x', 7])('wants an object, not %j', (body) => {
    expect(() => check(BindRequestDto, body)).toThrow('The request needs a JSON object as its body.');
  });

  it('looks at queries too', () => {
    expect(() => check(DeleteQueryDto, { service_id: 's' }, 'query')).toThrow('plan_id must be a string.');
  });
});
