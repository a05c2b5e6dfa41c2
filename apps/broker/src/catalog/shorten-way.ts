import type { FastifyInstance } from 'fastify';
import type { CatalogController } from './catalog.controller.js';

const ROUTE = '/v2/catalog';

/**
 * Platforms ask for the catalog more often than for anything else, and what Nest does between the router and the controller costs
 * more than the answer: here the router calls the controller itself. It has no guards, pipes or interceptors to miss; all that is
 * looked at before are hooks of the router, and what it throws goes to the same filter.
 */
export function shortenWayToCatalog(http: FastifyInstance, controller: CatalogController): void {
  http.addHook('onRoute', (route) => {
    if (route.url === ROUTE && route.method === 'GET')
      route.handler = ({ headers }, reply) => controller.read(headers['if-none-match'], reply);
  });
}
