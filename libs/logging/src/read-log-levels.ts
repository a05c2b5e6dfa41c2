import type { LogLevel } from '@nestjs/common';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** `LOG_LEVEL`'s word and all that is graver; `info` means Nest's `log`. Anything else counts as `info`. */
export function readLogLevels(word = 'info'): LogLevel[] {
  const named = LEVELS.indexOf(word.toLowerCase() as LogLevel);
  return LEVELS.slice(0, (named === -1 ? LEVELS.indexOf('log') : named) + 1);
}
