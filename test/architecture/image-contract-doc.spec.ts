import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, ROOT } from './repository-files.js';

const TITLE = /checklist\.check\(\s*['`](?<title>[^'`]+)['`]|const TITLE = '(?<constant>[^']+)'/g;
const ROW = /^\| `(?<title>[^`]+)` +\|/gm;

/** What `npm run image:test` checks, by the titles in its code; `…` stands for the script. */
function findChecks(): readonly string[] {
  const files = filesEndingWith('.ts').filter((file) => /test\/image\/check-[a-z]+\.ts$/.test(file));
  return files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(TITLE)].map(({ groups }) =>
      (groups?.['title'] ?? groups?.['constant'] ?? '').replace(/\$\{\w+\}/, '…'),
    ),
  );
}

function findRows(): readonly string[] {
  const text = readFileSync(join(ROOT, 'docs/image-contract.md'), 'utf8');
  const checks = text.slice(text.indexOf('### What is checked'));
  return [...checks.matchAll(ROW)].map(({ groups }) => groups?.['title'] ?? '');
}

describe('docs/image-contract.md', () => {
  it('names each check of image:test, with the rule that it holds, and no other', () => {
    expect(findChecks().length).toBeGreaterThan(30);
    expect([...findRows()].sort()).toEqual([...findChecks()].sort());
  });
});
