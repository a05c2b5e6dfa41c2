import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { DatabaseServer } from '../support/database-server.js';
import { describeHistories } from './describe-histories.js';

describe.each(['postgresql', 'mysql'] as const)('two brokers on %s', (service) => {
  let server: DatabaseServer;
  let env: Record<string, string>;
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-model-'));
  beforeAll(async () => {
    server = await DatabaseServer.start(service);
    const { host, port, user, password, database } = await server.newDatabase();
    env = {
      BROKER_PERSISTER_DRIVER: service,
      BROKER_PERSISTER_HOST: host,
      BROKER_PERSISTER_PORT: String(port),
      BROKER_PERSISTER_USER: user,
      BROKER_PERSISTER_PASSWORD: password,
      BROKER_PERSISTER_DATABASE: database,
    };
  });
  afterAll(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true });
  });

  describeHistories(service, 40, () => ({ env, dataDir, brokers: 2 }));
});
