import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { DatabaseServer, environmentOf } from './database-server.js';
import type { WorldParts } from './world.js';

/** An empty database, and a folder for what else a broker keeps; there once tests run. */
export interface OnServer {
  readonly server: () => DatabaseServer;
  readonly parts: () => Required<Pick<WorldParts, 'env' | 'dataDir'>>;
}

/** The same tests on a database of each kind of server. */
export function onServers(describeTests: (service: 'postgresql' | 'mysql', place: OnServer) => void): void {
  describe.each(['postgresql', 'mysql'] as const)('on %s', (service) => {
    let server: DatabaseServer;
    let env: Record<string, string>;
    const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-test-'));
    beforeAll(async () => {
      server = await DatabaseServer.start(service);
      env = environmentOf(service, await server.newDatabase());
    });
    afterAll(async () => {
      await server.remove();
      rmSync(dataDir, { recursive: true });
    });

    describeTests(service, { server: () => server, parts: () => ({ env, dataDir }) });
  });
}
