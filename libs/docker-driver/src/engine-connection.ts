import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { ClientRequest, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

import type { ClientCertificate, DockerEndpoint } from './docker-driver.port.js';
import { type AdmitsAddress, openLookup } from './checked-lookup.js';
import { EngineRefusedError } from './docker-driver.errors.js';

/**
 * Idle connections are closed after this, sooner than a firewall on the way forgets them in silence. As many are kept as
 * workers ask one host at once.
 */
const KEEP_ALIVE = { keepAlive: true, timeout: 15_000, maxFreeSockets: 16 };
const HOST = /^[a-zA-Z0-9.:_-]{1,253}$/;

/** Opens requests to one engine over kept-alive connections. */
export interface EngineConnection {
  open(options: RequestOptions): ClientRequest;
  /** Calls under way end in peace; their connections are closed instead of kept. */
  retire(): void;
}

/**
 * Says every option itself. Nothing comes from the environment (`DOCKER_HOST`, `DOCKER_TLS_VERIFY`,
 * `NODE_TLS_REJECT_UNAUTHORIZED`), nothing is guessed from the host's text, and TLS always verifies. Connections go to
 * the very addresses that `admits` has seen (T8).
 */
export function openEngineConnection(endpoint: DockerEndpoint, admits: AdmitsAddress): EngineConnection {
  if (endpoint.kind === 'unix') {
    return toConnection(new HttpAgent(KEEP_ALIVE), requestHttp, { socketPath: endpoint.socketPath });
  }
  if (!HOST.test(endpoint.host)) throw new EngineRefusedError('The Docker host has no host name and no address.');
  const target = { host: endpoint.host, port: endpoint.port, lookup: openLookup(admits) };
  if (endpoint.tls === undefined) return toConnection(new HttpAgent(KEEP_ALIVE), requestHttp, target);
  return toConnection(openTlsAgent(endpoint.tls), requestHttps, target);
}

function openTlsAgent({ ca, cert, key }: ClientCertificate): HttpsAgent {
  if (ca === '' || cert === '' || key === '') throw new EngineRefusedError('TLS needs a CA, a certificate and a key.');
  return new HttpsAgent({ ...KEEP_ALIVE, ca, cert, key, rejectUnauthorized: true, minVersion: 'TLSv1.2' });
}

function toConnection(agent: HttpAgent, open: typeof requestHttp, target: RequestOptions): EngineConnection {
  return {
    open: (options) => open({ ...options, ...target, agent }),
    retire: () => {
      agent.maxFreeSockets = 0;
      for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
    },
  };
}
