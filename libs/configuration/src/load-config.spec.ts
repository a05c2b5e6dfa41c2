import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration.errors.js';
import type { LoadedConfig } from './load-config.js';
import { loadConfig } from './load-config.js';
import { Bed, GardenConfig, Gate } from './testing/garden-config.js';

type Env = Record<string, string>;

const aliases = { SIZE: 'size', CLOUD_SIZE: 'size' };
const load = (file: unknown, env: Env = {}): LoadedConfig<GardenConfig> =>
  loadConfig(GardenConfig, {
    file: { path: 'garden.json', text: JSON.stringify(file) },
    env,
    prefix: 'GARDEN',
    aliases,
  });
const problemsOf = (file: unknown, env: Env = {}): string => {
  try {
    load(file, env);
  } catch (error) {
    return error instanceof ConfigurationError ? error.message : String(error);
  }
  return 'none';
};

const least = { lawn: { plant: 'grass' } };

describe('loadConfig', () => {
  it('fills in defaults', () => {
    const { config, warnings } = load(least);

    expect(config).toEqual({ size: 10, isOpen: false, lawn: { plant: 'grass', rows: 1 }, beds: [] });
    expect(config).toBeInstanceOf(GardenConfig);
    expect(config.lawn).toBeInstanceOf(Bed);
    expect(warnings).toEqual([]);
  });

  it('matches keys in any letter case at every depth', () => {
    const { config } = load({
      SIZE: 3,
      isopen: true,
      Lawn: { PLANT: 'moss' },
      BEDS: [{ Plant: 'rose', ROWS: 2 }],
      gate: { Pass_Word: 'sesame-sesame', STATE: 'Open' },
    });

    expect(config).toMatchObject({
      size: 3,
      isOpen: true,
      lawn: { plant: 'moss' },
      beds: [{ plant: 'rose', rows: 2 }],
    });
    expect(config.gate).toEqual({ password: 'sesame-sesame', state: 'open' });
    expect(config.gate).toBeInstanceOf(Gate);
  });

  it('takes null for not given', () => {
    expect(load({ ...least, size: null, gate: null, beds: null }).config).toMatchObject({ size: 10, beds: [] });
  });

  it('leaves the keys of free objects as they are', () => {
    expect(load({ ...least, notes: { Size: 1, deep: { X: [1] } } }).config.notes).toEqual({
      Size: 1,
      deep: { X: [1] },
    });
  });

  it('warns of what it does not know, of twins, and of variables that set nothing', () => {
    const file = { ...least, sise: 1, Size: 2, size: 3, beds: [{ plant: 'rose', colour: 'red' }] };

    const { config, warnings } = load(file, { GARDEN_SIZES: '1', HOME: '/root' });

    expect(config.size).toBe(3);
    expect(warnings).toEqual([
      '"sise" is not a known property and is ignored; did you mean "size"?',
      '"size" is given more than once; the last one counts',
      '"beds[0].colour" is not a known property and is ignored',
      'environment variable GARDEN_SIZES sets nothing; did you mean GARDEN_SIZE?',
    ]);
  });

  it('tells all problems at once, without a value', () => {
    const file = {
      size: 'hunter2',
      isOpen: 1,
      notes: ['hunter2'],
      gate: { pass_word: 'hunter2' },
      lawn: 'hunter2',
      beds: [{ plant: 'rose', rows: 10 }, 'hunter2'],
    };

    const message = problemsOf(file, { GARDEN_GATE_STATE: 'open' });

    expect(message.split('\n  ').sort()).toEqual(
      [
        'garden.json cannot be used:',
        'beds[1]: allowed is an object',
        'beds[0].rows: allowed is a whole number from 1 to 9',
        'gate.pass_word: allowed is text of 8 characters at least',
        'isOpen: allowed is true or false',
        'lawn: allowed is an object',
        'lawn.plant: is missing; allowed is text',
        'notes: allowed is an object',
        'size: allowed is a whole number from 1 to 100',
      ].sort(),
    );
    expect(message).not.toContain('hunter2');
  });

  it('misses what a section needs even when the section is not there', () => {
    expect(problemsOf({})).toContain('lawn.plant: is missing; allowed is text');
  });

  it.each([
    ['a list', []],
    ['text', 'x'],
    ['nothing', null],
  ])('refuses %s in place of a file', (_, file) => {
    expect(problemsOf(file)).toContain('allowed is an object');
  });

  it('says where a file stops being JSON, without its text', () => {
    const text = '{\n  "size": 3,\n  "password": hunter2\n}';
    const read = (): unknown => loadConfig(GardenConfig, { file: { path: 'g.json', text }, env: {}, prefix: 'G' });

    expect(read).toThrow('g.json cannot be used:\n  line 3, column 15: this is not JSON; expected a value');
    expect(read).not.toThrow('hunter2');
  });

  it('reads a file that starts with a byte order mark', () => {
    const text = `\uFEFF${JSON.stringify(least)}`;

    expect(loadConfig(GardenConfig, { file: { path: 'g.json', text }, env: {}, prefix: 'G' }).config.size).toBe(10);
  });

  it('freezes the result at every depth', () => {
    const { config } = load({ ...least, notes: { a: { b: 1 } }, beds: [{ plant: 'rose' }] });

    expect(
      [config, config.lawn, config.beds, config.beds[0], config.notes, config.notes?.['a']].every(Object.isFrozen),
    ).toBe(true);
  });

  it('lets nothing in by a prototype (T13)', () => {
    const text = '{"__proto__":{"size":3},"constructor":{"x":1},"lawn":{"plant":"grass","__proto__":{"rows":3}}}';

    const { config, warnings } = loadConfig(GardenConfig, { file: { path: 'g', text }, env: {}, prefix: 'G' });

    expect(config).toMatchObject({ size: 10, lawn: { rows: 1 } });
    expect(warnings).toHaveLength(3);
    expect(Object.getPrototypeOf(config)).toBe(GardenConfig.prototype);
  });

  it.each([
    ['an own __proto__', '{"a":{"__proto__":{"x":1}}}', 'notes: allowed is an object without the key "__proto__"'],
    ['endless depth', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'notes: allowed is at most 32 levels of nesting'],
  ])('refuses a free object with %s', (_, notes, problem) => {
    const text = `{"lawn":{"plant":"grass"},"notes":${notes}}`;

    expect(() => loadConfig(GardenConfig, { file: { path: 'g', text }, env: {}, prefix: 'G' })).toThrow(problem);
  });
});

describe('loadConfig with an environment', () => {
  it.each<[string, Env, object]>([
    ['a number', { GARDEN_SIZE: '7' }, { size: 7 }],
    ['a truth', { GARDEN_ISOPEN: 'true' }, { isOpen: true }],
    ['a truth as a digit', { GARDEN_ISOPEN: '1' }, { isOpen: true }],
    ['text in a section', { GARDEN_LAWN_PLANT: '42' }, { lawn: { plant: '42' } }],
    ['a section that the file lacks', { GARDEN_GATE_PASS_WORD: '12345678' }, { gate: { password: '12345678' } }],
    ['an object', { GARDEN_NOTES: '{"a":[1]}' }, { notes: { a: [1] } }],
    ['a list', { GARDEN_BEDS: '[{"PLANT":"rose"}]' }, { beds: [{ plant: 'rose', rows: 1 }] }],
    ['nothing, when empty', { GARDEN_SIZE: '' }, { size: 5 }],
    ['an alias before the prefix', { GARDEN_SIZE: '7', SIZE: '8' }, { size: 8 }],
    ['the last alias before all', { CLOUD_SIZE: '9', GARDEN_SIZE: '7', SIZE: '8' }, { size: 9 }],
    ['the next when the strongest is empty', { CLOUD_SIZE: '', SIZE: '8' }, { size: 8 }],
  ])('takes %s', (_, env, expected) => {
    expect(load({ ...least, size: 5 }, env).config).toMatchObject(expected);
  });

  it.each<[string, Env, string]>([
    ['a word for a number', { SIZE: 'hunter2' }, 'size (SIZE): allowed is a whole number from 1 to 100'],
    ['a broken number', { GARDEN_SIZE: '7.5' }, 'size (GARDEN_SIZE): allowed'],
    ['a number in other digits', { GARDEN_SIZE: '0x10' }, 'size (GARDEN_SIZE): allowed'],
    ['a word for a truth', { GARDEN_ISOPEN: 'yes' }, 'isOpen (GARDEN_ISOPEN): allowed is true or false'],
    ['a list that is none', { GARDEN_BEDS: 'rose' }, 'beds (GARDEN_BEDS): allowed is a list of objects'],
    ['JSON that is none', { GARDEN_NOTES: '{a}' }, 'notes (GARDEN_NOTES): allowed is an object'],
    ['a bad element', { GARDEN_BEDS: '[{}]' }, 'beds[0].plant: is missing; allowed is text'],
  ])('refuses %s and names the variable', (_, env, problem) => {
    expect(problemsOf(least, env)).toContain(problem);
    expect(problemsOf(least, env)).not.toContain('hunter2');
  });
});
