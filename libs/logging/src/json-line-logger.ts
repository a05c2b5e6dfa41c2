import type { LogLevel } from '@nestjs/common';
import { ConsoleLogger } from '@nestjs/common';
import { describeError } from './clean-log-value.js';
import { LineWriter } from './line-writer.js';
import { readLogLevels } from './read-log-levels.js';
import { IsoClock } from './iso-clock.js';
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

/**
 * Nest's logger, one flat JSON object a line: `level`, `time` (ISO 8601), `context`, `message`, `error` and `stack` of an `Error`,
 * then the fields of the object that was logged, which never take the place of these. Errors go to standard error, the rest to standard
 * output.
 */
export class JsonLineLogger extends ConsoleLogger {
  private readonly output = new LineWriter({ write: (text) => process.stdout.write(text) });
  private readonly clock = new IsoClock();

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
    const line = this.toLine(message, options);
    if (options.writeStreamType === 'stderr') {
      this.output.flush();
      process.stderr.write(`${line}\n`);
    } else {
      this.output.write(line);
    }
  }

  private toLine(message: unknown, options: LineOptions): string {
    const { context, logLevel, params } = options;
    const said = isRecord(message) ? message : { message };
    const fields = params === undefined ? said : { ...said, ...params };
    const { error, stack } = faultOf(fields, options);
    return toLogLine(fields, {
      level: logLevel === 'log' ? 'info' : logLevel,
      time: this.clock.now(),
      context: context === '' ? undefined : context,
      message: fields['message'],
      error,
      stack,
    });
  }
}

interface Fault {
  readonly error: unknown;
  readonly stack: unknown;
}

/** The error in words, causes included, and its stack; it may be the message, beside it, or already in words. */
function faultOf({ error: field }: LogFields, { error, errorStack }: LineOptions): Fault {
  const fault = error ?? field;
  const isError = fault instanceof Error;
  return { error: isError ? describeError(fault) : fault, stack: errorStack ?? (isError ? fault.stack : undefined) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
