import type { LogLevel } from '@nestjs/common';
import { ConsoleLogger } from '@nestjs/common';
import { describeError } from './clean-log-value.js';
import { LineWriter } from './line-writer.js';
import { readLogLevels } from './read-log-levels.js';
import type { LogFields } from './to-log-line.js';
import { toLogLine } from './to-log-line.js';

interface LineOptions {
  readonly context: string;
  readonly logLevel: LogLevel;
  readonly errorStack?: unknown;
  readonly params?: Record<string, unknown>;
  readonly error?: Error;
}

/** What Nest itself says while it starts: of interest to its developers, at level `debug`. */
const NEST: ReadonlySet<string> = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'NestFactory']);

type LineObject = ReturnType<ConsoleLogger['getJsonLogObject']>;

/**
 * Nest's logger, one flat JSON object a line: `level`, `time` (ISO 8601), `context`, `message`, then the fields of the
 * object that was logged. An `Error` becomes `error` and `stack`. Errors go to standard error, the rest to standard
 * output.
 */
export class JsonLineLogger extends ConsoleLogger {
  private readonly output = new LineWriter({ write: (text) => process.stdout.write(text) });

  /** `level`: the least grave level to write, by default `info`. */
  constructor({ level }: { readonly level?: string | undefined } = {}) {
    super({ json: true, colors: false, compact: true, logLevels: readLogLevels(level) });
  }

  /** Each request has such a line: straight to it, past Nest's lists of what one call may say at once. */
  override log(message: unknown, ...others: unknown[]): void {
    const [context] = others;
    const isOneLine = others.length === 1 && typeof context === 'string' && isRecord(message);
    if (!isOneLine || message instanceof Error) super.log(message, ...others);
    else if (this.isLevelEnabled('log')) this.printAsJson(message, { context, logLevel: 'log' });
  }

  protected override printAsJson(
    message: unknown,
    options: LineOptions & { writeStreamType?: 'stdout' | 'stderr' },
  ): void {
    if (options.logLevel === 'log' && NEST.has(options.context) && !this.isLevelEnabled('debug')) {
      return;
    }
    const line = this.stringifyJsonLogObject(this.getJsonLogObject(message, options));
    if (options.writeStreamType === 'stderr') {
      this.output.flush();
      process.stderr.write(`${line}\n`);
    } else {
      this.output.write(line);
    }
  }

  protected override getJsonLogObject(message: unknown, options: LineOptions): LineObject {
    const { context, logLevel, params } = options;
    const said = isRecord(message) ? message : { message };
    const fields = params === undefined ? said : { ...said, ...params };
    const line: Record<string, unknown> = {
      level: logLevel === 'log' ? 'info' : logLevel,
      time: new Date().toISOString(),
      context: context === '' ? undefined : context,
      message: fields['message'],
    };
    for (const key of Object.keys(fields)) if (!RESERVED.has(key)) line[key] = fields[key];
    addFault(line, fields, options);
    return line as unknown as LineObject;
  }

  protected override stringifyJsonLogObject(line: LogFields): string {
    return toLogLine(line);
  }
}

/** What a caller adds never takes the place of what the logger itself says. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'time', 'context', 'message', 'error', 'stack']);

/** `error` in words, causes included, and `stack`; the error may be the message, beside it, or already in words. */
function addFault(
  line: Record<string, unknown>,
  { error: field }: Record<string, unknown>,
  { error, errorStack }: LineOptions,
): void {
  const fault = error ?? field;
  const isError = fault instanceof Error;
  const stack = errorStack ?? (isError ? fault.stack : undefined);
  if (fault !== undefined) line['error'] = isError ? describeError(fault) : fault;
  if (stack !== undefined) line['stack'] = stack;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
