import { BadRequestError } from './osb.errors.js';

const DEEPEST = 64;

/**
 * Every body is JSON, whatever its Content-Type says or does not say: original agents send none (HDR-13). An empty one
 * is no body: some clients announce JSON on a DELETE and send nothing.
 */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  if (isTooDeep(text)) throw new BadRequestError(`The request body is nested deeper than ${DEEPEST} levels.`);
  try {
    return JSON.parse(text, refusePrototype);
  } catch (error) {
    throw error instanceof BadRequestError ? error : new BadRequestError('The request body is not valid JSON.');
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new BadRequestError('The request body names "__proto__".');
  return value;
}

/** Counted on the text, before anything recursive sees it. Brackets inside of strings do not count. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
