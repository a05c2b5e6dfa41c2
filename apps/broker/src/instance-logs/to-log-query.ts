import type { LogQuery } from '#docker-driver';
import { type LogsQueryDto, MOST_LINES } from './logs-query.dto.js';

/** A reader that was cut off goes on where it was: all since its last line, however much was asked for at first. */
export function toLogQuery({ tail, since }: Pick<LogsQueryDto, 'tail' | 'since'>, lastEventId = ''): LogQuery {
  const lastMs = Date.parse(lastEventId);
  if (!Number.isNaN(lastMs)) return { tail: MOST_LINES, sinceMs: lastMs };
  return since === undefined ? { tail } : { tail, sinceMs: Date.parse(since) };
}
