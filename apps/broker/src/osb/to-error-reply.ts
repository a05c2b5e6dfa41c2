import { HttpException } from '@nestjs/common';
import { DatabaseUnavailableError, SecretUnreadableError, WithdrawnError } from '#persistence';
import { OsbError, type OsbErrorDetails } from './osb.errors.js';

export interface ErrorReply {
  readonly status: number;
  readonly body: { readonly error?: string; readonly description: string } & OsbErrorDetails;
}

/** For the log alone; proxies call it so. */
const NOBODY_READS_IT = 499;
const UNREADABLE =
  'What the broker has stored of it cannot be read. It can be deleted; tell the operator the request id of this answer.';
const OWN_FAULT = 'The broker failed. Tell the operator the request id of this answer.';

/**
 * What a failure looks like from outside: a status and a description, nothing from within (ERR-09).
 *
 * @param bodyLimit how many bytes of a body the request's path takes
 */
export function toErrorReply(error: unknown, bodyLimit: number): ErrorReply {
  if (error instanceof OsbError) {
    const code = error.code === undefined ? {} : { error: error.code };
    return { status: error.status, body: { ...code, description: error.message, ...error.details } };
  }
  if (error instanceof DatabaseUnavailableError)
    return reply(503, 'The broker cannot reach its database. Try again in a moment.');
  if (error instanceof WithdrawnError) return reply(NOBODY_READS_IT, 'The request was withdrawn before it was stored.');
  if (error instanceof SecretUnreadableError) return reply(500, UNREADABLE);
  const status = withoutMediaType(statusOf(error));
  if (status === 413) return reply(status, describeLimit(bodyLimit));
  return status < 500 ? reply(status, describe(status, error)) : reply(500, OWN_FAULT);
}

function reply(status: number, description: string): ErrorReply {
  return { status, body: { description } };
}

/** Nest's own errors, and Fastify's, which carry a `statusCode`. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return 500;
}

/** What is no media type at all is a bad request to platforms (HDR-14). */
function withoutMediaType(status: number): number {
  return status === 415 ? 400 : status;
}

function describeLimit(bytes: number): string {
  return `The request body is larger than ${bytes / 1_024} KiB, the most that this path takes.`;
}

function describe(status: number, error: unknown): string {
  if (status === 404) return 'There is nothing at this path.';
  return error instanceof Error && error.message !== '' ? error.message : 'The request is not valid.';
}
