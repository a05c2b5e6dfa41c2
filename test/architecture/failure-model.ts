import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, type Named, testsIn, textsOfSpecs } from './named-tests.js';
import { ROOT } from './repository-files.js';

/** A row of docs/failure-model.md: | row | what hits | what happens | code | tests | */
export interface FailureRow {
  readonly row: number;
  /** Belongs to a feature that does not exist yet. */
  readonly isComing: boolean;
  readonly code: readonly string[];
  readonly tests: readonly Named[];
}

/** A text of a spec that names rows: a title, or what is put into one. */
export interface NamingText extends Named {
  readonly rows: readonly number[];
}

const ROW = /^\| \d+ \|/;
/** `… (row 23)`, `… (DEP-07, rows 6 and 7)`, and `DEP-07, row 52`, which a table puts between the brackets of its title. */
const NAMING = /(?:\(|^)[^()]*\brows? (\d+(?:(?:, | and )\d+)*)(?:\)|$)/;

export function readFailureModel(): readonly FailureRow[] {
  const lines = readFileSync(join(ROOT, 'docs/failure-model.md'), 'utf8').split('\n');
  return lines.filter((line) => ROW.test(line)).map(toRow);
}

export function findNamingTexts(): readonly NamingText[] {
  return textsOfSpecs()
    .map((text) => ({ ...text, rows: rowsIn(text.title) }))
    .filter(({ rows }) => rows.length > 0);
}

export function rowsIn(title: string): readonly number[] {
  return [...(NAMING.exec(title)?.[1] ?? '').matchAll(/\d+/g)].map(Number);
}

function toRow(line: string): FailureRow {
  const [row = '', , happens = '', code = '', tests = ''] = line.slice(2, -2).split(' | ');
  return {
    row: Number(row),
    isComing: happens.startsWith('*Coming with issue '),
    code: filesIn(code),
    tests: testsIn(tests),
  };
}
