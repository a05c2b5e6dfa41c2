/** What is wrong with a value, and where in it; the value itself is never named. */
export interface Fault {
  /** Within the value: `create.parameters`, `[2].unit`; empty for the whole. */
  readonly path: string;
  readonly fault: string;
}

/** All that is wrong with a value, whatever its type. */
export type ValueRule = (value: unknown) => readonly Fault[];

interface ObjectShape {
  readonly needs?: readonly string[];
  /** Refuses keys that have no rule. */
  readonly isClosed?: boolean;
}

/** A rule from a question and the end of the sentence «allowed is …». */
export function rule(isAllowed: (value: unknown) => boolean, allowed: string): ValueRule {
  return (value) => (isAllowed(value) ? [] : [{ path: '', fault: `allowed is ${allowed}` }]);
}

export const anyText = rule((value) => typeof value === 'string', 'text');

export const truth = rule((value) => typeof value === 'boolean', 'true or false');

export const finiteNumber = rule((value) => Number.isFinite(value), 'a number');

/** Not blank: what is made of spaces alone counts as missing with platforms (CCC-02). */
export function text(most: number): ValueRule {
  const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= most;
  return rule(isText, `text of 1 to ${most} characters, not of spaces alone`);
}

export function match(pattern: RegExp, allowed: string): ValueRule {
  return rule((value) => typeof value === 'string' && pattern.test(value), allowed);
}

export function wholeNumber(least: number, most: number): ValueRule {
  const isWithin = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return rule(isWithin, `a whole number from ${least} to ${most}`);
}

export function oneOf(...values: readonly string[]): ValueRule {
  const names = values.map((value) => JSON.stringify(value)).join(', ');
  const allowed = values.length === 1 ? names : `one of ${names}`;
  return rule((value) => values.includes(value as string), allowed);
}

/** As JSON at most so many characters. */
export function jsonOfAtMost(most: number): ValueRule {
  return rule((value) => JSON.stringify(value).length <= most, `at most ${most} characters of JSON`);
}

export function list(item: ValueRule): ValueRule {
  return (value) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => below(`[${index}]`, item(one)))
      : [{ path: '', fault: 'allowed is a list' }];
}

/** An object whose keys are free, with one rule for all values. */
export function mapOf(item: ValueRule): ValueRule {
  return (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, one]) => below(key, item(one)))
      : [{ path: '', fault: 'allowed is an object' }];
}

export function object(rules: Readonly<Record<string, ValueRule>>, shape: ObjectShape = {}): ValueRule {
  return (value) => {
    if (!isObject(value)) return [{ path: '', fault: 'allowed is an object' }];
    const missing = (shape.needs ?? []).filter((key) => !Object.hasOwn(value, key));
    return [
      ...missing.map((key) => ({ path: key, fault: 'is missing' })),
      ...Object.entries(value).flatMap(([key, one]) => {
        const known = Object.hasOwn(rules, key) ? rules[key] : shape.isClosed === true ? unknownKey(rules) : undefined;
        return known === undefined ? [] : below(key, known(one));
      }),
    ];
  };
}

/** Each rule is asked only where those before it found nothing. */
export function both(...rules: readonly ValueRule[]): ValueRule {
  return (value) => {
    for (const one of rules) {
      const faults = one(value);
      if (faults.length > 0) return faults;
    }
    return [];
  };
}

function unknownKey(rules: Readonly<Record<string, ValueRule>>): ValueRule {
  const names = Object.keys(rules).map((key) => JSON.stringify(key));
  return () => [{ path: '', fault: `is not known; allowed is ${names.join(', ')}` }];
}

function below(path: string, faults: readonly Fault[]): readonly Fault[] {
  return faults.map((one) => ({
    ...one,
    path: one.path === '' || one.path.startsWith('[') ? path + one.path : `${path}.${one.path}`,
  }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
