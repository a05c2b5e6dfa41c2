import { describe, expect, it } from 'vitest';
import { CheckPlatformIdPipe } from './check-platform-id.pipe.js';

describe('CheckPlatformIdPipe', () => {
  it.each(['a', 'docker-broker', 'my-docker-broker-shared-1'])('takes %j', (id) => {
    expect(new CheckPlatformIdPipe().transform(id)).toBe(id);
  });

  it.each([
    ['docker-broker-shared-0123456789abcdef-1', /own/],
    ['line\n', /^An id /],
  ])('refuses %j', (id, words) => {
    expect(() => new CheckPlatformIdPipe().transform(id)).toThrow(words);
  });
});
