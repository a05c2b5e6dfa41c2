import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, ROOT } from './repository-files.js';

const CODE = /```[\s\S]*?```|`[^`\n]*`/g;
const LINK = /\]\(<?([^)\s>]+)>?\)/g;

/** Where the links of a document lead to, those to other places than this repository left out. */
function localTargets(markdown: string): string[] {
  const targets = [...markdown.replace(CODE, '').matchAll(LINK)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^([a-z]+:|#)/i.test(target))
    .map((target) => decodeURI(target.split('#')[0] ?? ''));
}

describe('links in documents', () => {
  const documents = filesEndingWith('.md');

  it('finds documents and links', () => {
    expect(documents).toContain('README.md');
    expect(localTargets('[a](b.md#c) [d](https://e.f) `[g](h.md)` [i](#j)')).toEqual(['b.md']);
  });

  it.each(documents)('lead to files that exist: %s', (document) => {
    const targets = localTargets(readFileSync(join(ROOT, document), 'utf8'));

    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([]);
  });

  it('are there for every decision record', () => {
    const index = localTargets(readFileSync(join(ROOT, 'docs/README.md'), 'utf8'));
    const records = filesEndingWith('.md', 'docs/adr').map((path) => path.replace('docs/', ''));

    expect(index).toEqual(expect.arrayContaining(records));
  });
});
