import ts from 'typescript';
import { nodesOf, sourcesIn } from './error-sentences.js';

export interface OwnPattern {
  /** As the source writes it. */
  readonly text: string;
  readonly file: string;
  readonly pattern: RegExp;
}

const FOLDERS = ['apps/broker/src', 'apps/agent/src', 'libs'];
const LONG = 50_000;
const SAMPLES = ['a', 'A', '0', ' ', '\n', '\t', '.', '-', '_', '/', '"', '\\', ':', '=', '{', ',', 'é'];

/** Every literal pattern of what runs in production. */
export function findOwnPatterns(): readonly OwnPattern[] {
  return FOLDERS.flatMap(sourcesIn).flatMap((source) =>
    nodesOf(source).flatMap((node) =>
      ts.isRegularExpressionLiteral(node)
        ? [{ text: node.text, file: source.fileName, pattern: toPattern(node.text) }]
        : [],
    ),
  );
}

/** 50 kB each of what the pattern looks for, and then something else: where a pattern runs back, it does so here. */
export function attacksOn({ pattern }: OwnPattern): readonly string[] {
  const start = /^\^?([A-Za-z0-9 <$-]*)/.exec(pattern.source)?.[1] ?? '';
  const own = [...new Set(pattern.source.replaceAll(/[\\^$()[\]|?*+]/g, ''))];
  const pumps = [...new Set([...SAMPLES, ...own]), `${own.join('')} `, 'a.', 'a-', '0.', 'a ', '$P', '\\u'];
  return pumps.flatMap((pump) => {
    const pumped = pump.repeat(Math.ceil(LONG / pump.length));
    return [pumped, `${start}${pumped}`, `${start}${pumped}\u0000`];
  });
}

function toPattern(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}
