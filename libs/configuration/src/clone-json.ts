const DEEPEST = 32;

/** A JSON value that cannot be taken over: `__proto__` as a key, or nested too deep. */
export class UnsafeJsonError extends Error {
  override readonly name = 'UnsafeJsonError';
}

/** A copy of parsed JSON that shares nothing with it. Throws `UnsafeJsonError`. */
export function cloneJson(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth >= DEEPEST) {
    throw new UnsafeJsonError(`at most ${DEEPEST} levels of nesting`);
  }
  return Array.isArray(value) ? value.map((item) => cloneJson(item, depth + 1)) : cloneObject(value, depth);
}

function cloneObject(value: object, depth: number): Record<string, unknown> {
  if (Object.hasOwn(value, '__proto__')) {
    throw new UnsafeJsonError('an object without the key "__proto__"');
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cloneJson(item, depth + 1)]));
}
