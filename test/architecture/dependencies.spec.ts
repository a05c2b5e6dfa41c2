import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository-files.js';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string } & Manifest>>;
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as LockFile;
const own = Object.entries({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
});

/** Who brings what runs here: no version that may change, nothing without a hash, nothing from elsewhere. */
describe('dependencies', () => {
  it('are named in exact versions (T30)', () => {
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('are locked with a strong hash each (T30)', () => {
    const locked = Object.entries(packages).filter(([path]) => path !== '');

    expect(locked.length).toBeGreaterThan(own.length);
    expect(locked.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('come from the registry that npm is set up with, none by an address of its own (T30)', () => {
    const elsewhere = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);

    expect(elsewhere).toEqual([]);
  });

  it('are locked as they are named (T30)', () => {
    const { dependencies, devDependencies, optionalDependencies } = packages[''] ?? {};

    expect(own).toEqual(Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }));
  });

  it('are installed from the lock file where images are built (T30)', () => {
    const installs = read('Dockerfile').match(/npm (ci|install|i)\b/g);

    expect(installs).toEqual(['npm ci']);
  });
});
