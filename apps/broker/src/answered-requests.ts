import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export type AnswerListener = (request: FastifyRequest, reply: FastifyReply) => void;

/** Tells of every request once it is answered; of those too whose path the router cannot read, which pass no hook. */
export class AnsweredRequests {
  private readonly listeners: AnswerListener[] = [];

  listen(listener: AnswerListener): void {
    this.listeners.push(listener);
  }

  watch(http: FastifyInstance): void {
    http.addHook('onResponse', (request, reply, done) => {
      done();
      this.tell(request, reply);
    });
  }

  watchOne(request: FastifyRequest, reply: FastifyReply): void {
    reply.raw.once('finish', () => {
      this.tell(request, reply);
    });
  }

  private tell(request: FastifyRequest, reply: FastifyReply): void {
    for (const listener of this.listeners) listener(request, reply);
  }
}
