import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** `status` is what was answered, and 499 where whoever asked hung up before that; what was begun goes on all the same. */
export type AnswerListener = (request: FastifyRequest, reply: FastifyReply, status: number) => void;

/** As proxies call it; docs/errors.md. */
const HUNG_UP = 499;

/**
 * Tells once of every request: when it is answered, or its sender is gone. The framework's own hook knows neither those who hang
 * up, nor paths that its router cannot read; and nobody shall leave no trace by either (T22).
 */
export class AnsweredRequests {
  private readonly listeners: AnswerListener[] = [];

  listen(listener: AnswerListener): void {
    this.listeners.push(listener);
  }

  watch(http: FastifyInstance): void {
    http.addHook('onRequest', (request, reply, done) => {
      this.watchOne(request, reply);
      done();
    });
  }

  watchOne(request: FastifyRequest, reply: FastifyReply): void {
    let isTold = false;
    const tell = (): void => {
      if (isTold) return;
      isTold = true;
      const status = reply.raw.headersSent ? reply.statusCode : HUNG_UP;
      for (const listener of this.listeners) listener(request, reply, status);
    };
    reply.raw.once('finish', tell).once('close', tell);
  }
}
