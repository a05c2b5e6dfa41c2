import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVersion } from './read-version.js';

describe('readVersion', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'version-'));
    mkdirSync(join(folder, 'dist', 'apps'), { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is that of the nearest package', () => {
    writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');

    expect(readVersion(join(folder, 'dist', 'apps'))).toBe('1.2.3');
  });

  it('is not known without one', () => {
    expect(readVersion('/')).toBeUndefined();
  });
});
