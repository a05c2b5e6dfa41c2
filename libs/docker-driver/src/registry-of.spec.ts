import { describe, expect, it } from 'vitest';
import { registryOf } from './registry-of.js';

describe('registryOf', () => {
  it.each([
    ['redis', 'docker.io'],
    ['redis:7', 'docker.io'],
    ['library/redis@sha256:abc', 'docker.io'],
    ['docker.io/library/redis', 'docker.io'],
    ['index.docker.io/redis', 'docker.io'],
    ['registry.example.org/a/b:1', 'registry.example.org'],
    ['Registry.example.org:5000/a', 'registry.example.org:5000'],
    ['localhost/a', 'localhost'],
    ['myHost/a', 'myhost'],
    ['127.0.0.1:5000/a@sha256:abc', '127.0.0.1:5000'],
  ])('of %s is %s', (imageRef, registry) => {
    expect(registryOf(imageRef)).toBe(registry);
  });
});
