import type { FastifyReply } from 'fastify';

/** Seconds. Platforms have intervals of their own; this only keeps the hasty from asking more often (LOI-10). */
const ASK_AGAIN_AFTER = 5;

/** The answer says that there is more to come: when to ask for it. */
export function waitForMore(reply: FastifyReply): void {
  void reply.header('retry-after', ASK_AGAIN_AFTER);
}
