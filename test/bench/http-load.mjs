import autocannon from 'autocannon';
import { HEADERS } from './processes.mjs';

const CONNECTIONS = 32;
const SECONDS = 4;

/**
 * Requests a second with 32 connections, every answer a 200.
 * @param {string} url
 * @param {{ method?: 'GET' | 'POST', body?: string }} [request]
 */
export async function requestsPerSecond(url, { method = 'GET', body } = {}) {
  const load = { url, method, headers: HEADERS, connections: CONNECTIONS, duration: SECONDS };
  const result = await autocannon(body === undefined ? load : { ...load, body });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}
