import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sentencesThrownIn, sourcesIn, textsIn } from './error-sentences.js';
import { ROOT } from './repository-files.js';

const FACES = [
  'access',
  'osb',
  'instances',
  'bindings',
  'catalog',
  'certificates',
  'dispatcher',
  'agents-registry',
  'audit',
  'reconciler',
  'hosts-admin',
  'overview',
  'registries',
  'tls',
];
/** Said at start, to whoever starts the broker; docs/configuration.md. */
const AT_START = 'ConfigurationError';

const allSources = sourcesIn('apps/broker/src');
const thrown = [
  ...allSources
    .filter(({ fileName }) => FACES.some((face) => fileName.startsWith(`apps/broker/src/${face}/`)))
    .flatMap((source) => sentencesThrownIn(source, (name) => /.Error$/.test(name) && name !== AT_START)),
  ...allSources.flatMap((source) => sentencesThrownIn(source, (name) => name === 'WorkFailedError')),
];

/** Second cells of the tables' rows: | status | `description` | when | */
const documented = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')
  .split('\n')
  .flatMap((line) => /^\| [^|]*\| `([^`]+)`/.exec(line)?.[1] ?? []);

describe('docs/errors.md', () => {
  it('finds what the sources say', () => {
    expect(thrown).toContain('The instance does not exist.');
    expect(thrown.length).toBeGreaterThan(30);
  });

  it('has every sentence that the sources throw', () => {
    expect([...new Set(thrown)].filter((sentence) => !documented.includes(sentence))).toEqual([]);
  });

  it('has no sentence that the sources do not have', () => {
    const texts = new Set(allSources.flatMap(textsIn));

    expect(documented.filter((sentence) => !texts.has(sentence))).toEqual([]);
  });
});
