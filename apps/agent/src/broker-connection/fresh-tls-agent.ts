import type { Duplex } from 'node:stream';
import { Agent, type AgentOptions } from 'node:https';
import type { TlsMaterial } from './tls-files.js';

type Connect = Agent['createConnection'];

/**
 * Takes certificates and key anew for each connection, so that they can be replaced while the agent runs. No session is
 * taken up again: it would bring back who we were. Always verifies (T6).
 */
export class FreshTlsAgent extends Agent {
  constructor(
    options: AgentOptions,
    private readonly material: () => TlsMaterial,
  ) {
    super({ ...options, maxCachedSessions: 0 });
  }

  /** Throws what `material` throws; the request that wanted the connection fails then. */
  override createConnection(...[options, callback]: Parameters<Connect>): Duplex | null | undefined {
    const own = { ...this.material(), rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
    return super.createConnection({ ...options, ...own }, callback);
  }
}
