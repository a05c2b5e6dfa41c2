import draft04, { type ValidateFunction } from 'ajv-draft-04';
import formats from 'ajv-formats';
import { BoundedPattern } from './bounded-pattern.js';

export type CompiledSchema = { readonly validate: ValidateFunction } | { readonly fault: string };

/** Schemas are compiled once for each text; their number bounds what is kept. */
const MOST_KEPT = 500;
const kept = new Map<string, CompiledSchema>();

/**
 * A JSON Schema of draft 04 as a function, or why it is none. The function throws `PatternTooSlowError`; keywords and
 * formats that are not known say nothing, as with the platform's own check.
 */
export function compileSchema(schema: object): CompiledSchema {
  const key = JSON.stringify(schema);
  const compiled = kept.get(key) ?? compile(schema);
  kept.delete(key);
  kept.set(key, compiled);
  for (const [oldest] of kept) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return compiled;
}

/** One compiler a schema: an `id` in one must mean nothing in another. */
function compile(schema: object): CompiledSchema {
  const compiler = newCompiler();
  try {
    return { validate: compiler.compile(schema) };
  } catch {
    return { fault: 'allowed is a schema that can be used: a reference in it leads nowhere, or a pattern is none' };
  }
}

function newCompiler(): InstanceType<typeof draft04.default> {
  const compiler = new draft04.default({
    strict: false,
    logger: false,
    allErrors: false,
    // The schema of an error says what is allowed.
    verbose: true,
    validateSchema: false,
    meta: false,
    unicodeRegExp: false,
    addUsedSchema: false,
    code: { regExp: Object.assign((source: string, flags: string) => new BoundedPattern(source, flags), { code: '' }) },
  });
  formats.default(compiler);
  return compiler;
}
