import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNamingTexts, readFailureModel, rowsIn } from './failure-model.js';
import type { Named } from './named-tests.js';
import { ROOT } from './repository-files.js';

const ALL = Array.from({ length: 93 }, (_, index) => index + 1);
const model = readFailureModel();
const texts = findNamingTexts();

describe('rows in titles', () => {
  it.each([
    ['goes on (row 23)', [23]],
    ['goes on (DEP-07, rows 6, 7 and 12)', [6, 7, 12]],
    ['DEP-07, row 52', [52]],
    ['%s · PUT (%s) (row 38)', [38]],
    ['finds row 3 of a table', []],
    ['goes on', []],
  ])('are read: %s', (title, rows) => {
    expect(rowsIn(title)).toEqual(rows);
  });
});

describe('docs/failure-model.md', () => {
  it('has each row once, in order', () => {
    expect(model.map(({ row }) => row)).toEqual(ALL);
  });

  it('names code that exists', () => {
    const missing = model.flatMap(({ code }) => code.filter((file) => !existsSync(join(ROOT, file))));

    expect(missing).toEqual([]);
    expect(model.filter(({ code }) => code.length === 0)).toEqual([]);
  });

  it('names a test for each row but those of features to come', () => {
    expect(model.filter(({ isComing, tests }) => isComing === tests.length > 0).map(({ row }) => row)).toEqual([]);
  });

  it('names tests that exist and name the row', () => {
    const isThere = (row: number, { file, title }: Named): boolean =>
      texts.some((text) => text.file === file && title.includes(text.title) && text.rows.includes(row));
    const wrong = model.flatMap(({ row, tests }) => tests.filter((test) => !isThere(row, test)));

    expect(wrong).toEqual([]);
  });

  it('has every row that a test names, and each is named by one', () => {
    const named = new Set(texts.flatMap(({ rows }) => rows));
    const coming = model.filter(({ isComing }) => isComing).map(({ row }) => row);

    expect([...named].filter((row) => !ALL.includes(row))).toEqual([]);
    expect(ALL.filter((row) => !named.has(row) && !coming.includes(row))).toEqual([]);
  });
});
