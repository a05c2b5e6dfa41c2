import type { ValidationError } from 'class-validator';

/** By the names of class-validator, the plainest rule first: who sent a number need not be told that it is too long. */
const RULES: ReadonlyMap<string, string> = new Map([
  ['isString', 'must be a string'],
  ['isObject', 'must be an object'],
  ['nestedValidation', 'must be an object'],
  ['isNotEmpty', 'must not be empty'],
]);

/** One rule for each field, with its place in the body: names and rules, never values. */
export function describeProblems(problems: readonly ValidationError[]): string {
  return `${problems.flatMap((problem) => describe(problem, '')).join('; ')}.`;
}

function describe({ property, constraints = {}, children = [] }: ValidationError, path: string): readonly string[] {
  const place = `${path}${property}`;
  const broken = Object.keys(constraints);
  const plainest = [...RULES.keys()].find((name) => broken.includes(name)) ?? broken[0];
  const rule = RULES.get(plainest ?? '') ?? constraints[plainest ?? '']?.replace(`${property} `, '');
  const own = rule === undefined ? [] : [`${place} ${rule}`];
  return [...own, ...children.flatMap((child) => describe(child, `${place}.`))];
}
