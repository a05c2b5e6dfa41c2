import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesEndingWith, ROOT } from './repository-files.js';

/** Sources below a folder, without specs and fakes. */
export function sourcesIn(folder: string): ts.SourceFile[] {
  const files = filesEndingWith('.ts', folder).filter((file) => !/\.spec\.ts$|\/testing\//.test(file));
  return files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2023, true),
  );
}

/** The first arguments of `new …Error('…')`, whatever is put into them written as `…`. */
export function sentencesThrownIn(source: ts.SourceFile, isMeant: (errorName: string) => boolean): string[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isNewExpression(node) || !isMeant(node.expression.getText())) return [];
    const sentence = node.arguments?.[0] && sentenceOf(node.arguments[0], source);
    return sentence === undefined ? [] : [sentence];
  });
}

/** Every text in the source. */
export function textsIn(source: ts.SourceFile): string[] {
  return nodesOf(source).flatMap((node) => textOf(node) ?? []);
}

export function nodesOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(nodesOf)];
}

/** A text, or a constant of the same file that holds one; `undefined` for a text that comes from elsewhere. */
export function sentenceOf(argument: ts.Expression, source: ts.SourceFile): string | undefined {
  if (!ts.isIdentifier(argument)) return textOf(argument);
  const constant = nodesOf(source).find(
    (node) => ts.isVariableDeclaration(node) && node.name.getText() === argument.text && node.initializer,
  ) as ts.VariableDeclaration | undefined;
  return constant?.initializer && textOf(constant.initializer);
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
}
