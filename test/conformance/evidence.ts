import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { textsIn } from '../architecture/error-sentences.js';
import { filesEndingWith, ROOT } from '../architecture/repository-files.js';
import { AREAS } from './areas.js';
import { DECLINED, type Declined } from './declined.js';
import { OF_EVERY_ANSWER } from './expect-answer.js';

/** Tests of the tests show nothing of the broker. */
const NOT_OF_THE_BROKER = /^test\/(?:architecture|support)\//;
const TEST_FILES = ['spec.ts', '.contract.ts'];
const ID = /\b([A-Z]{3,4})-(\d{2})(?:(?: …|,? to) \1-(\d{2}))?/g;

/** What shows that a requirement is met: rows by area, files of other tests, the look at every answer. */
export interface Evidence {
  readonly rows: readonly AreaRows[];
  readonly files: readonly string[];
  readonly isOfEveryAnswer: boolean;
  readonly declined: Declined | undefined;
}

export interface AreaRows {
  readonly area: string;
  readonly titles: readonly string[];
}

/** Ids in a text, a range as `CAT-01 … CAT-05` spelt out. */
export function idsIn(text: string): readonly string[] {
  return [...text.matchAll(ID)].flatMap(([, prefix = '', first = '', last = first]) =>
    Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) }, (_, index) =>
      [prefix, String(Number(first) + index).padStart(2, '0')].join('-'),
    ),
  );
}

export function findEvidence(): (id: string) => Evidence {
  const files = namingFiles();
  return (id) => ({
    rows: rowsNaming(id),
    files: files.filter(({ ids }) => ids.has(id)).map(({ file }) => file),
    isOfEveryAnswer: names(OF_EVERY_ANSWER, id),
    declined: DECLINED.find(({ ids }) => names(ids, id)),
  });
}

function rowsNaming(id: string): readonly AreaRows[] {
  return AREAS.flatMap(({ name, rows }) => {
    const titles = rows.filter(({ ids }) => names(ids, id)).map(({ title }) => title);
    return titles.length === 0 ? [] : [{ area: name, titles }];
  });
}

function names(ids: string, id: string): boolean {
  return ids.split(' ').includes(id);
}

/** Tests beside the table that name requirements in their texts. */
function namingFiles(): readonly { readonly file: string; readonly ids: ReadonlySet<string> }[] {
  const files = TEST_FILES.flatMap((end) => filesEndingWith(end))
    .filter((file) => !NOT_OF_THE_BROKER.test(file))
    .sort();
  return files
    .map((file) => {
      const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2023, true);
      return { file, ids: new Set(textsIn(source).flatMap(idsIn)) };
    })
    .filter(({ ids }) => ids.size > 0);
}
