import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../osb/osb.errors.js';
import { checkParameters } from './check-parameters.types.js';
import { aDefinition } from './testing/a-definition.js';

const $schema = 'http://json-schema.org/draft-04/schema#';
const SECRET = 'hunter2';

function refusalOf(schema: object, parameters: object): string | undefined {
  const schemas = { service_instance: { create: { parameters: { $schema, ...schema } } } };
  try {
    checkParameters(aDefinition({ schemas }), 'create', parameters as Record<string, unknown>);
    return undefined;
  } catch (error) {
    return error instanceof BadRequestError ? error.message : `not a BadRequestError: ${String(error)}`;
  }
}

const property = (name: string, schema: object): object => ({ properties: { [name]: schema } });
const size = { type: 'string', enum: ['small', 'large'] };
const closed = { properties: { size, count: {} }, additionalProperties: false };

describe('checkParameters', () => {
  it.each<[string, object, object, string]>([
    ['what is missing', { required: ['size'] }, {}, 'parameters needs "size".'],
    ['what is not known', closed, { colour: SECRET }, 'parameters.colour is not known; allowed are "size", "count".'],
    [
      'what is not known where nothing is',
      { additionalProperties: false },
      { a: SECRET },
      'parameters.a is not known; none is allowed there.',
    ],
    ['an odd name', closed, { 'a b': SECRET }, 'parameters["a b"] is not known; allowed are "size", "count".'],
    [
      'a long name',
      closed,
      { ['x'.repeat(99)]: 1 },
      `parameters["${'x'.repeat(64)}…"] is not known; allowed are "size", "count".`,
    ],
    ['another value', property('size', size), { size: SECRET }, 'parameters.size must be one of "small", "large".'],
    ['another value than the one', property('size', { enum: ['s'] }), { size: SECRET }, 'parameters.size must be "s".'],
    [
      'another type',
      property('count', { type: 'integer' }),
      { count: SECRET },
      'parameters.count must be a whole number.',
    ],
    [
      'another than several types',
      property('x', { type: ['boolean', 'null'] }),
      { x: SECRET },
      'parameters.x must be true or false or null.',
    ],
    ['too little', property('x', { minimum: 3 }), { x: 1.75 }, 'parameters.x must be at least 3.'],
    [
      'the bound itself (draft 04)',
      property('x', { minimum: 3, exclusiveMinimum: true }),
      { x: 3 },
      'parameters.x must be more than 3.',
    ],
    ['too much', property('x', { maximum: 3 }), { x: 17.5 }, 'parameters.x must be at most 3.'],
    [
      'the upper bound itself (draft 04)',
      property('x', { maximum: 3, exclusiveMaximum: true }),
      { x: 3 },
      'parameters.x must be less than 3.',
    ],
    ['what is no multiple', property('x', { multipleOf: 5 }), { x: 7 }, 'parameters.x must be a multiple of 5.'],
    [
      'too short a text',
      property('x', { minLength: 9 }),
      { x: SECRET },
      'parameters.x must have at least 9 characters.',
    ],
    ['too long a text', property('x', { maxLength: 3 }), { x: SECRET }, 'parameters.x must have at most 3 characters.'],
    ['another pattern', property('x', { pattern: '^[a-z]+$' }), { x: SECRET }, 'parameters.x must match ^[a-z]+$.'],
    [
      'another format',
      property('x', { format: 'email' }),
      { x: SECRET },
      'parameters.x must be of the format "email".',
    ],
    ['too few items', property('x', { minItems: 2 }), { x: [SECRET] }, 'parameters.x must have at least 2 items.'],
    ['too many items', property('x', { maxItems: 0 }), { x: [SECRET] }, 'parameters.x must have at most 0 items.'],
    [
      'more items than are named',
      property('x', { items: [{}], additionalItems: false }),
      { x: [1, SECRET] },
      'parameters.x must have at most 1 items.',
    ],
    [
      'an item twice',
      property('x', { uniqueItems: true }),
      { x: [SECRET, SECRET] },
      'parameters.x must not have an item twice.',
    ],
    ['too few properties', { minProperties: 2 }, { a: SECRET }, 'parameters must have at least 2 properties.'],
    ['too many properties', { maxProperties: 0 }, { a: SECRET }, 'parameters must have at most 0 properties.'],
    ['one without the other', { dependencies: { a: ['b'] } }, { a: SECRET }, 'parameters needs "b" beside "a".'],
    [
      'what fits no form',
      property('x', { anyOf: [{ type: 'null' }, { type: 'array' }] }),
      { x: SECRET },
      'parameters.x has a form that the plan does not allow.',
    ],
    [
      'what must not be',
      { not: { required: ['a'] } },
      { a: SECRET },
      'parameters has a form that the plan does not allow.',
    ],
    [
      'a place deep inside',
      property('x', { items: property('a/b', { type: 'null' }) }),
      { x: [{}, { 'a/b': SECRET }] },
      'parameters.x[1]["a/b"] must be null.',
    ],
    [
      'what a reference does not allow',
      { definitions: { n: { type: 'null' } }, ...property('x', { $ref: '#/definitions/n' }) },
      { x: SECRET },
      'parameters.x must be null.',
    ],
  ])('refuses %s, names the place and what is allowed, never what was sent', (_, schema, parameters, message) => {
    expect(refusalOf(schema, parameters)).toBe(message);
    expect(message).not.toContain(SECRET);
  });

  it.each<[string, object, object]>([
    ['what fits', closed, { size: 'small', count: 1 }],
    ['nothing, where nothing is needed', closed, {}],
    ['a format and a keyword that nobody knows', property('x', { format: 'odd', odd: true }), { x: 'z' }],
  ])('takes %s', (_, schema, parameters) => {
    expect(refusalOf(schema, parameters)).toBeUndefined();
  });

  it('takes everything where a plan has no schema', () => {
    expect(() => {
      checkParameters(aDefinition(), 'create', { a: 1 });
    }).not.toThrow();
  });

  it.each(['create', 'update', 'bind'] as const)('looks at the schema of its own use: %s', (use) => {
    const only = (name: string): object => ({
      parameters: { $schema, ...property(name, {}), additionalProperties: false },
    });
    const schemas = {
      service_instance: { create: only('create'), update: only('update') },
      service_binding: { create: only('bind') },
    };

    expect(() => {
      checkParameters(aDefinition({ schemas }), use, { [use]: 1 });
    }).not.toThrow();
    expect(() => {
      checkParameters(aDefinition({ schemas }), use, { other: 1 });
    }).toThrow(`parameters.other is not known; allowed are "${use}".`);
  });

  it('does not mix two schemas of one id', () => {
    expect(refusalOf({ id: 'http://x.org/one', required: ['a'] }, {})).toBe('parameters needs "a".');
    expect(refusalOf({ id: 'http://x.org/one', required: ['b'] }, {})).toBe('parameters needs "b".');
  });

  it('still tells right and wrong after more schemas than are kept', () => {
    for (let count = 0; count < 600; count += 1) refusalOf({ title: String(count) }, {});

    expect(refusalOf({ title: '0', required: ['a'] }, {})).toBe('parameters needs "a".');
    expect(refusalOf({ title: '0' }, {})).toBeUndefined();
  });

  it('gives up a comparison that would never end, and says so (T15)', () => {
    const schema = property('x', { type: 'string', pattern: '^(a+)+$' });

    expect(refusalOf(schema, { x: `${'a'.repeat(50_000)}!` })).toContain('take too long to compare');
    expect(
      refusalOf({ patternProperties: { '^(a+)+$': { type: 'integer' } } }, { [`${'a'.repeat(99)}!`]: 1 }),
    ).toContain('too long');
    expect(refusalOf(schema, { x: 'aaa' })).toBeUndefined();
  });
});
