import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { textsIn } from './error-sentences.js';
import { filesEndingWith, ROOT } from './repository-files.js';

/** A test, by its file and the title in it. */
export interface Named {
  readonly file: string;
  readonly title: string;
}

const FILE = /`([^`]+)`/g;
const TEST = /`([^`]+)`: (.+?)(?=<br>|$)/g;

/** The files that a cell of a table names. */
export function filesIn(cell: string): readonly string[] {
  return [...cell.matchAll(FILE)].map(([, file = '']) => file);
}

/** The tests that a cell of a table names: `` `file`: title<br>`file`: title ``. */
export function testsIn(cell: string): readonly Named[] {
  return [...cell.matchAll(TEST)].map(([, file = '', title = '']) => ({ file, title }));
}

/** Every text of our specs and contracts: titles, and what is put into them. */
export function textsOfSpecs(): readonly Named[] {
  return ['spec.ts', '.contract.ts'].flatMap((end) => filesEndingWith(end)).flatMap(textsOf);
}

function textsOf(file: string): readonly Named[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  return textsIn(source).map((title) => ({ file, title }));
}
