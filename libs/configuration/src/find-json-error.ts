/** Where a text stops being JSON. Node's own message quotes the text around, which may hold a password. */
export interface JsonError {
  readonly offset: number;
  /** What would have been right there, in words. */
  readonly expected: string;
}

type Expectation = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or }' | ', or ]' | 'the end';

const SPACE = /[ \t\r\n]*/y;
const STRING = String.raw`"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"`;
const SCALAR = String.raw`(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])`;
const TOKEN = new RegExp(`([{}\\[\\],:])|(${STRING})|(${SCALAR})`, 'y');

const WORDS: Record<Expectation, string> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a name in double quotes',
  'key or }': 'a name in double quotes or "}"',
  ':': '":"',
  ', or }': '"," or "}"',
  ', or ]': '"," or "]"',
  'the end': 'the end of the file',
};

/** The first error of a text that `JSON.parse` refused. */
export function findJsonError(text: string): JsonError {
  const open: string[] = [];
  let expected: Expectation = 'value';
  for (let offset = skipSpace(text, 0); ; offset = skipSpace(text, offset)) {
    const token = tokenAt(text, offset);
    const next: Expectation | undefined = token === undefined ? undefined : FOLLOW[expected](token, open);
    if (token === undefined || next === undefined) {
      return { offset, expected: WORDS[expected] };
    }
    expected = next;
    offset += token.length;
  }
}

function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  return offset + (SPACE.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, offset: number): string | undefined {
  TOKEN.lastIndex = offset;
  return TOKEN.exec(text)?.[0];
}

/** What may come after a token, or `undefined` where it may not stand. `open` is the stack of brackets. */
type Follow = (token: string, open: string[]) => Expectation | undefined;

const FOLLOW: Record<Expectation, Follow> = {
  value: (token, open) => followValue(token, open, false),
  'value or ]': (token, open) => followValue(token, open, true),
  key: (token, open) => followKey(token, open, false),
  'key or }': (token, open) => followKey(token, open, true),
  ':': (token) => (token === ':' ? 'value' : undefined),
  ', or }': (token, open) => (token === ',' ? 'key' : close(token, '}', open)),
  ', or ]': (token, open) => (token === ',' ? 'value' : close(token, ']', open)),
  'the end': () => undefined,
};

function followValue(token: string, open: string[], mayClose: boolean): Expectation | undefined {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'key or }' : 'value or ]';
  }
  if (mayClose && token === ']') {
    return close(token, ']', open);
  }
  return /^[}\],:]/.test(token) ? undefined : afterValue(open);
}

function followKey(token: string, open: string[], mayClose: boolean): Expectation | undefined {
  if (token.startsWith('"')) {
    return ':';
  }
  return mayClose ? close(token, '}', open) : undefined;
}

function close(token: string, bracket: string, open: string[]): Expectation | undefined {
  if (token !== bracket) {
    return undefined;
  }
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expectation {
  const innermost = open.at(-1);
  if (innermost === undefined) {
    return 'the end';
  }
  return innermost === '{' ? ', or }' : ', or ]';
}
