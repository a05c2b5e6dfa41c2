import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { AREAS } from '../conformance/areas.js';
import { DECLINED } from '../conformance/declined.js';
import { describeConformance } from '../conformance/describe-conformance.js';
import { type Evidence, findEvidence, idsIn } from '../conformance/evidence.js';
import { OF_EVERY_ANSWER } from '../conformance/expect-answer.js';
import { REQUIREMENTS } from '../conformance/requirements.js';
import { ROOT } from './repository-files.js';

const FILE = join(ROOT, 'docs/osb-conformance.md');
const DUTIES: readonly string[] = ['MUST', 'SHOULD', 'REC'];
const all = REQUIREMENTS.map(({ id }) => id);
const evidenceOf = findEvidence();

function isShown({ rows, files, isOfEveryAnswer, declined }: Evidence): boolean {
  return rows.length + files.length > 0 || isOfEveryAnswer || declined !== undefined;
}

describe('requirements', () => {
  it('are 302, each once', () => {
    expect(all).toHaveLength(302);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are what rows, the look at every answer and the declined name', () => {
    const named = [
      ...AREAS.flatMap(({ rows }) => rows.flatMap(({ ids }) => ids.split(' '))),
      ...OF_EVERY_ANSWER.split(' '),
      ...DECLINED.flatMap(({ ids }) => ids.split(' ')),
    ];

    expect([...new Set(named)].filter((id) => !all.includes(id))).toEqual([]);
  });

  it.each([
    ['goes on (DEP-07, row 52)', ['DEP-07']],
    ['lists (CAT-01 … CAT-03)', ['CAT-01', 'CAT-02', 'CAT-03']],
    ['HDR-06, HDR-07 UTF-8', ['HDR-06', 'HDR-07']],
    ['goes on', []],
  ])('are read in %s', (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
  });

  it('that are a duty are shown by something, or declined for a reason', () => {
    const bare = REQUIREMENTS.filter(({ id, level }) => DUTIES.includes(level) && !isShown(evidenceOf(id)));

    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('of other kinds are shown by something, or have a reason too', () => {
    expect(all.filter((id) => !isShown(evidenceOf(id)))).toEqual([]);
  });
});

describe('rows', () => {
  it.each(AREAS.map((area) => [area.name, area] as const))('of %s have titles of their own', (_, { rows }) => {
    const titles = rows.map(({ given = 'nothing', title }) => `${given} · ${title}`);

    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe('docs/osb-conformance.md', () => {
  it('says what rows and tests show (UPDATE_DOCS=1 writes it)', async () => {
    const options = await resolveConfig(FILE);
    const text = await format(describeConformance(evidenceOf), { ...options, parser: 'markdown' });
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, text);

    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });
});
