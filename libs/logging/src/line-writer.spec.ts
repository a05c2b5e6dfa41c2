import { describe, expect, it } from 'vitest';
import { LineWriter } from './line-writer.js';

describe('LineWriter', () => {
  it('writes the lines of one turn at once, in their order', async () => {
    const written: string[] = [];
    const writer = new LineWriter({ write: (text) => written.push(text) });

    writer.write('one');
    writer.write('two');
    await new Promise((resolve) => setImmediate(resolve));
    writer.write('three');
    await new Promise((resolve) => setImmediate(resolve));

    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('holds nothing back when it is told to', () => {
    const written: string[] = [];
    const writer = new LineWriter({ write: (text) => written.push(text) });

    writer.write('last words');
    writer.flush();
    writer.flush();

    expect(written).toEqual(['last words\n']);
  });
});
