import { describe, expect, it } from 'vitest';
import { CheckIdPipe } from './check-id.pipe.js';

describe('CheckIdPipe', () => {
  it.each(['a', 'with space', ' first', 'ünï/code', "'; DROP TABLE x; --", 'x'.repeat(255)])('takes %j', (id) => {
    expect(new CheckIdPipe().transform(id)).toBe(id);
  });

  it.each(['', 'x'.repeat(256), 'nul\u0000', 'line\n', 'space at the end '])('refuses %j', (id) => {
    expect(() => new CheckIdPipe().transform(id)).toThrow(/^An id /);
  });
});
