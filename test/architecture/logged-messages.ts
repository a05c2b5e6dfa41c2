import ts from 'typescript';
import { nodesOf, sentenceOf } from './error-sentences.js';

const LOGGER = /^(this\.)?log(ger)?$/;

/** The `message` of each `logger.warn({ … })` and the like; those that come from elsewhere are left out. */
export function messagesLoggedIn(source: ts.SourceFile, levels: readonly string[]): readonly string[] {
  return nodesOf(source).flatMap((node) => {
    const fields = ts.isCallExpression(node) && isLogging(node, levels) ? node.arguments[0] : undefined;
    const message = fields && ts.isObjectLiteralExpression(fields) ? messageIn(fields, source) : undefined;
    return message === undefined ? [] : [message];
  });
}

function isLogging({ expression }: ts.CallExpression, levels: readonly string[]): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  return levels.includes(expression.name.text) && LOGGER.test(expression.expression.getText());
}

function messageIn(fields: ts.ObjectLiteralExpression, source: ts.SourceFile): string | undefined {
  const field = fields.properties.find((property) => property.name?.getText() === 'message');
  if (field === undefined) return undefined;
  if (ts.isShorthandPropertyAssignment(field)) return sentenceOf(field.name, source);
  return ts.isPropertyAssignment(field) ? sentenceOf(field.initializer, source) : undefined;
}
