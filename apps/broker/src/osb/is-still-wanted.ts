import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';

/**
 * Whether somebody still waits for the answer (failure-model rows 4 and 5). A process that slept, or was busy, finds a
 * request and the news that its sender is gone at the same time, but reads them in two turns of its loop.
 */
export async function isStillWanted({ raw: { socket } }: FastifyRequest): Promise<boolean> {
  await turn();
  await turn();
  return !socket.destroyed && !socket.readableEnded;
}
