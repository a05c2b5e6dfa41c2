import { describe, expect, it } from 'vitest';

import { splitImageRef } from './split-image-ref.js';

describe('splitImageRef', () => {
  it.each([
    ['redis', 'redis', 'latest'],
    ['redis:7', 'redis', '7'],
    ['registry.test:5000/a/redis', 'registry.test:5000/a/redis', 'latest'],
    ['registry.test:5000/a/redis:7', 'registry.test:5000/a/redis', '7'],
    ['a/redis@sha256:12', 'a/redis', 'sha256:12'],
    ['a/redis:7@sha256:12', 'a/redis', 'sha256:12'],
  ])('%s', (imageRef, fromImage, tag) => {
    expect(splitImageRef(imageRef)).toEqual({ fromImage, tag });
  });
});
