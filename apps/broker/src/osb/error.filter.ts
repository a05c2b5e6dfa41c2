import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TooManyRequestsError } from './osb.errors.js';
import { toErrorReply } from './to-error-reply.js';

const RETRY_AFTER_SECONDS = 5;

/** The one place where failures become HTTP. What was not expected is logged here, once, with its stack. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Request');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { id, routeOptions } = http.getRequest<FastifyRequest>();
    const { status, body } = toErrorReply(error, routeOptions.bodyLimit);
    if (status >= 500) this.log(error, id, status);
    const reply = http.getResponse<FastifyReply>();
    if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (error instanceof TooManyRequestsError) reply.header('retry-after', error.retryAfterSeconds);
    reply.code(status).send(body);
  }

  private log(error: unknown, requestId: string, status: number): void {
    const { message, stack } = error instanceof Error ? error : { message: 'not an error', stack: undefined };
    this.logger.error({ message: 'request failed', requestId, status, error: message, stack });
  }
}
