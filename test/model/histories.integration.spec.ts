import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { DatabaseServer, environmentOf } from '../support/database-server.js';
import { describeHistories } from './describe-histories.js';

describe.each(['postgresql', 'mysql'] as const)('two brokers on %s', (service) => {
  let server: DatabaseServer;
  let env: Record<string, string>;
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-model-'));
  beforeAll(async () => {
    server = await DatabaseServer.start(service);
    env = environmentOf(service, await server.newDatabase());
  });
  afterAll(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true });
  });

  describeHistories(service, 40, () => ({ env, dataDir, brokers: 2 }));
});
