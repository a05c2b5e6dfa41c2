import { describe, expect, it } from 'vitest';
import { checkParameterEnvironment, toParameterEnvironment } from './parameter-environment.types.js';

const PLAN = { parameterEnvironment: { size: 'MAX_SIZE', isOn: 'ON', constructor: 'C' } };

describe('toParameterEnvironment', () => {
  it.each<[string, object, object]>([
    ['texts as they are', { size: ' $PASSWORD "1" ' }, { MAX_SIZE: ' $PASSWORD "1" ' }],
    ['numbers and truth', { size: 1.5, isOn: false }, { MAX_SIZE: '1.5', ON: 'false' }],
    ['an empty text', { size: '' }, { MAX_SIZE: '' }],
    ['nothing of null', { size: null }, {}],
    ['nothing that no plan names', { other: 'x' }, {}],
  ])('takes %s', (_, parameters, environment) => {
    expect(toParameterEnvironment(PLAN, { ...parameters })).toEqual(environment);
  });

  it('takes nothing for a plan that says nothing', () => {
    expect(toParameterEnvironment({}, { size: 'x' })).toEqual({});
  });
});

describe('checkParameterEnvironment', () => {
  it.each<[string, unknown]>([
    ['text', 'a b\tä'],
    ['the longest text', 'x'.repeat(4_096)],
    ['a number', -1],
    ['truth', true],
    ['null', null],
  ])('lets pass %s', (_, size) => {
    expect(() => {
      checkParameterEnvironment(PLAN, { size, other: { deep: '\n' } });
    }).not.toThrow();
  });

  it.each<[string, unknown, string]>([
    ['an object', { a: 1 }, 'allowed is text, a number, true or false'],
    ['a list', ['a'], 'allowed is text, a number, true or false'],
    ['a line break', 'a\nB=c', 'without line breaks and without NUL'],
    ['a carriage return', 'a\r', 'without line breaks and without NUL'],
    ['NUL', 'a\0', 'without line breaks and without NUL'],
    ['too many bytes', 'ä'.repeat(2_049), 'allowed is text of up to 4096 bytes'],
  ])('refuses %s, and never repeats it', (_, size, words) => {
    expect(() => {
      checkParameterEnvironment(PLAN, { size });
    }).toThrow(new RegExp(`^The parameter "size" becomes an environment variable: .*${words}.$`));
  });
});
