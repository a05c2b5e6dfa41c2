import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { introduce, refuse } from './http-hooks.js';
import type { StallGuard } from './stall-guard.js';

const MOST_REQUESTS = 1_000;

/** Before anything else looks at a request: what the process finds when it wakes is not answered (row 5). */
export function refuseThePast(http: FastifyInstance, guard: StallGuard): void {
  http.addHook('onRequest', (request, reply, done) => {
    if (guard.admits()) {
      done();
      return;
    }
    reply.hijack();
    request.raw.socket.destroy();
  });
}

/**
 * The last answer of a connection says that it is, and what its sender has sent behind it is not done. Node's own
 * `maxRequestsPerSocket` would answer that with an empty 503.
 */
export function limitConnections(http: FastifyInstance): void {
  const counts = new WeakMap<Socket, number>();
  http.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    const count = (counts.get(socket) ?? 0) + 1;
    counts.set(socket, count);
    if (count > MOST_REQUESTS) {
      reply.hijack();
      return;
    }
    if (count === MOST_REQUESTS) void reply.header('connection', 'close');
    done();
  });
}

/** A broker that stops answers those who waited, and turns away whoever comes on a connection that is still open. */
export function refuseWhileStopping(http: FastifyInstance): void {
  let isStopping = false;
  http.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  http.addHook('onRequest', (request, reply, done) => {
    if (!isStopping) {
      done();
      return;
    }
    introduce(request, reply);
    void reply.header('retry-after', 1);
    refuse(reply, { status: 503, description: 'The broker is stopping. Try again in a moment.' });
  });
}
