import { describe, expect, it } from 'vitest';
import { hashFiles } from './hash-folder.mjs';

const file = { name: 'bind', executable: true, content: Buffer.from('text') };
const hash = hashFiles([file], 'base');

describe('hashFiles', () => {
  it('stays the same for the same files', () => {
    expect(hashFiles([{ ...file }], 'base')).toBe(hash);
  });

  it.each([
    ['name', hashFiles([{ ...file, name: 'unbind' }], 'base')],
    ['mode', hashFiles([{ ...file, executable: false }], 'base')],
    ['content', hashFiles([{ ...file, content: Buffer.from('test') }], 'base')],
    ['number of files', hashFiles([file, file], 'base')],
    ['base', hashFiles([file], 'another')],
  ])('changes with the %s', (_what, other) => {
    expect(other).not.toBe(hash);
  });
});
