import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { textsIn } from './error-sentences.js';
import { filesEndingWith, ROOT } from './repository-files.js';

export interface Named {
  readonly file: string;
  readonly title: string;
}

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
const FILE = /`([^`]+)`/g;
const TEST = /`([^`]+)`: (.+?)(?=<br>|$)/g;
/** `… (row 23)`, `… (DEP-07, rows 6 and 7)`, and `DEP-07, row 52`, which a table puts between the brackets of its title. */
const NAMING = /(?:\(|^)[^()]*\brows? (\d+(?:(?:, | and )\d+)*)(?:\)|$)/;

export function readFailureModel(): readonly FailureRow[] {
  const lines = readFileSync(join(ROOT, 'docs/failure-model.md'), 'utf8').split('\n');
  return lines.filter((line) => ROW.test(line)).map(toRow);
}

export function findNamingTexts(): readonly NamingText[] {
  return ['spec.ts', '.contract.ts'].flatMap((end) => filesEndingWith(end)).flatMap(namingTextsIn);
}

export function rowsIn(title: string): readonly number[] {
  return [...(NAMING.exec(title)?.[1] ?? '').matchAll(/\d+/g)].map(Number);
}

function toRow(line: string): FailureRow {
  const [row = '', , happens = '', code = '', tests = ''] = line.slice(2, -2).split(' | ');
  return {
    row: Number(row),
    isComing: happens.startsWith('*Coming with issue '),
    code: [...code.matchAll(FILE)].map(([, file = '']) => file),
    tests: [...tests.matchAll(TEST)].map(([, file = '', title = '']) => ({ file, title })),
  };
}

function namingTextsIn(file: string): readonly NamingText[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  return textsIn(source).flatMap((title) => {
    const rows = rowsIn(title);
    return rows.length === 0 ? [] : [{ file, title, rows }];
  });
}
