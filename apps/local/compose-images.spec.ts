import { describe, expect, it } from 'vitest';
import { toSelection, withoutLogin } from './compose-images.mjs';

describe('toSelection', () => {
  it('takes what .dockerignore lets in again, without the endings that it then leaves out', () => {
    const dockerignore = '# Nothing else.\n*\n!package.json\n!apps/broker\n**/*.spec.ts\n';

    expect(toSelection(dockerignore)).toEqual({
      paths: ['Dockerfile', '.dockerignore', 'package.json', 'apps/broker'],
      endings: ['.spec.ts'],
    });
  });
});

describe('withoutLogin', () => {
  it.each([
    ['https://user:secret@npm.example.org/path/', 'https://npm.example.org/path/'],
    ['https://npm.example.org/@scope/', 'https://npm.example.org/@scope/'],
  ])('makes of %s the address alone', (registry, address) => {
    expect(withoutLogin(registry)).toBe(address);
  });
});
