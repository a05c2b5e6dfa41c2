import { describe, expect, it } from 'vitest';
import { findDigest } from './find-digest.js';

const DIGESTS = ['registry.test:5000/a/redis@sha256:b', 'mirror.test/redis@sha256:a', 'redis@sha256:c'];

describe('findDigest', () => {
  it.each<[string, string, readonly string[], string | undefined]>([
    ['of the repository that was asked for', 'redis:7', DIGESTS, 'sha256:c'],
    ['of a registry with a port', 'registry.test:5000/a/redis', DIGESTS, 'sha256:b'],
    ['of a reference by digest', 'redis@sha256:c', DIGESTS, 'sha256:c'],
    ['of any registry, always the same, where that one has it not', 'sha256:0', DIGESTS, 'sha256:a'],
    ['of no registry', 'redis', [], undefined],
  ])('is that %s', (_, imageRef, digests, digest) => {
    expect(findDigest(digests, imageRef)).toBe(digest);
  });
});
