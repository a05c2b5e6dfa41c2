import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, type Named, testsIn, textsOfSpecs } from './named-tests.js';
import { ROOT } from './repository-files.js';

/** A row of docs/threat-model.md: | threat | what is tried | what stands against it | where | tests | */
export interface ThreatRow {
  readonly threat: string;
  readonly control: string;
  readonly code: readonly string[];
  readonly tests: readonly Named[];
}

/** A text of a spec that names threats: a title, or what is put into one. */
export interface ThreatText extends Named {
  readonly threats: readonly string[];
}

const ROW = /^\| T\d/;
const BRACKETS = /\(([^()]*)\)/g;
const THREAT = /(?<=^|[ ,])T\d{1,2}b?(?=$|[ ,])/g;

export function readThreatModel(): readonly ThreatRow[] {
  const lines = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8').split('\n');
  return lines.filter((line) => ROW.test(line)).map(toRow);
}

export function findThreatTexts(): readonly ThreatText[] {
  return textsOfSpecs()
    .map((text) => ({ ...text, threats: threatsIn(text.title) }))
    .filter(({ threats }) => threats.length > 0);
}

/** `… (T7)`, `… (ERR-09, T12 and T13)`: in brackets alone. */
export function threatsIn(title: string): readonly string[] {
  return [...title.matchAll(BRACKETS)].flatMap(([, inside = '']) => inside.match(THREAT) ?? []);
}

function toRow(line: string): ThreatRow {
  const [threat = '', , control = '', code = '', tests = ''] = line.slice(2, -2).split(' | ');
  return { threat, control, code: filesIn(code), tests: testsIn(tests) };
}
