import { MOST_KEYS } from './osb/check-json-text.js';

/** Before anything of a request is understood; docs/operating.md#limits. */
export const HTTP_OPTIONS = {
  bodyLimit: 256 * 1_024,
  requestTimeout: 30_000,
  connectionTimeout: 65_000,
  keepAliveTimeout: 72_000,
  // A hook says it, in a sentence.
  return503OnClosing: false,
  routerOptions: { maxParamLength: 1_024 },
  http: {
    maxHeaderSize: 16 * 1_024,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5_000,
    // A hook refuses what has none, after access.
    requireHostHeader: false,
  },
};

/** Every plan of every service in one body. */
const DOCUMENT = '/:catalog/services';

/** What agents send is small. */
const BODY_LIMITS: Readonly<Record<string, number>> = {
  [DOCUMENT]: 1_024 * 1_024,
  '/ping': 8 * 1_024,
  '/certificate/:dockerHost': 64 * 1_024,
};

export function bodyLimitOf(pattern: string): number {
  return BODY_LIMITS[pattern] ?? HTTP_OPTIONS.bodyLimit;
}

export function mostKeysOf(pattern: string | undefined): number {
  return pattern === DOCUMENT ? 20_000 : MOST_KEYS;
}
