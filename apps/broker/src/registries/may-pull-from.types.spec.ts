import { describe, expect, it } from 'vitest';
import { mayPullFrom } from './may-pull-from.types.js';

describe('mayPullFrom', () => {
  it.each<[string, string, readonly string[], boolean]>([
    ['any where none is named', 'registry.test:5000', [], true],
    ['one that is named', 'registry.test:5000', ['docker.io', 'registry.test:5000'], true],
    ['one that is named in other letters', 'registry.test:5000', ['Registry.TEST:5000'], true],
    ['Docker Hub by another of its names', 'docker.io', ['index.docker.io'], true],
    ['one that is not named', 'other.test', ['docker.io'], false],
    ['another port of one that is named', 'registry.test', ['registry.test:5000'], false],
    ['one whose name only ends alike', 'evil-registry.test', ['registry.test'], false],
  ])('of %s', (_, registry, allowed, expected) => {
    expect(mayPullFrom(registry, allowed)).toBe(expected);
  });
});
