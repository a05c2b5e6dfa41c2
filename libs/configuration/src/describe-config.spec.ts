import { describe, expect, it } from 'vitest';
import { describeConfig } from './describe-config.js';
import { GardenConfig } from './testing/garden-config.js';
import { readReference } from './testing/read-reference.js';

const ENTRIES = describeConfig(GardenConfig, { prefix: 'GARDEN', aliases: { SIZE: 'size' } });

describe('describeConfig', () => {
  it('lists every setting with its variables, its default and what is allowed', () => {
    expect(ENTRIES.map(({ path, env, default: initial }) => [path, env.join(' '), initial])).toEqual([
      ['size', 'GARDEN_SIZE SIZE', '10'],
      ['isOpen', 'GARDEN_ISOPEN', 'false'],
      ['notes', 'GARDEN_NOTES', ''],
      ['gate.pass_word', 'GARDEN_GATE_PASS_WORD', ''],
      ['gate.state', 'GARDEN_GATE_STATE', ''],
      ['lawn.plant', 'GARDEN_LAWN_PLANT', ''],
      ['lawn.rows', 'GARDEN_LAWN_ROWS', '1'],
      ['beds', 'GARDEN_BEDS', '[]'],
      ['beds[].plant', '', ''],
      ['beds[].rows', '', '1'],
    ]);
    expect(ENTRIES[0]?.allowed).toBe('a whole number from 1 to 100');
  });

  it('is what a reference in Markdown says', () => {
    const markdown = [
      '# Reference',
      '## other',
      '| `x` | y | z | `1` |  |',
      '## garden',
      '| property | meaning | allowed | default | environment |',
      '| --- | --- | --- | --- | --- |',
      '| `size` | How big | a whole number from 1 to 100 | `10` | `GARDEN_SIZE`, `SIZE` |',
      '## more',
    ].join('\n');

    expect(readReference(markdown, 'garden')).toEqual([ENTRIES[0]]);
  });
});
