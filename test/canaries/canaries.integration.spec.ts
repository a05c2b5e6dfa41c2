import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { DatabaseServer, environmentOf } from '../support/database-server.js';
import { describeCanaries } from './canaries.contract.js';

describe.each(['postgresql', 'mysql'] as const)('with a server', (service) => {
  let server: DatabaseServer;
  let env: Record<string, string>;
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-canaries-'));
  beforeAll(async () => {
    server = await DatabaseServer.start(service);
    env = environmentOf(service, await server.newDatabase());
  });
  afterAll(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true });
  });

  describeCanaries(service, { parts: () => ({ env, dataDir }), search: (texts) => server.search(texts) });
});
