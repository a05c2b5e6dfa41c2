import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARIES, canariesIn } from '../support/canaries.js';
import { credentialsOf, OsbClient } from '../support/osb-client.js';
import { TestSystem } from '../support/test-system.js';

const ENV = {
  LOG_LEVEL: 'verbose',
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: CANARIES.platformPassword,
  BROKER_ACCESS_PLATFORM_FORMERPASSWORD: CANARIES.formerPassword,
};

describe('marked secrets, between processes and on disk', () => {
  let system: TestSystem;
  let files = '';
  let said = '';
  let logins: readonly string[] = [];

  const readFiles = (): string =>
    readdirSync(system.folder)
      .map((name) => readFileSync(join(system.folder, name), 'latin1'))
      .join('\n');

  /** All that a platform does with an instance; the logins that it was given. */
  const order = async (): Promise<readonly string[]> => {
    const platform = new OsbClient(system.brokerPort, `cf:${CANARIES.platformPassword}`);
    const instanceId = system.newInstanceId();
    const path = `/v2/service_instances/${instanceId}`;
    const ids = { service_id: 'redis', plan_id: 'redis_100' };
    const context = { secret: CANARIES.provisionContext };
    const wish = { ...ids, organization_guid: 'o', space_guid: 's', context };
    const made = await platform.request('PUT', path, { ...wish, parameters: { p: CANARIES.provisionParameter } });
    expect(made).toMatchObject({ status: 201 });
    const parameters = { p: CANARIES.bindParameter };
    const bound = await platform.request('PUT', `${path}/service_bindings/b`, { ...ids, parameters });
    await platform.request('PUT', `${path}x`, `"{${CANARIES.badBody}`);
    const stranger = new OsbClient(system.brokerPort, `cf:${CANARIES.wrongPassword}`);
    expect(await stranger.findInstance(instanceId)).toMatchObject({ status: 401 });
    files = readFiles();
    await platform.unbind(instanceId, 'b', 'redis');
    expect(await platform.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
    return Object.values(credentialsOf(bound)).filter((value) => typeof value === 'string' && value.length > 20);
  };

  beforeAll(async () => {
    system = await TestSystem.start({ brokerEnv: ENV });
    const body = { Plan: '1', Credentials: { p: CANARIES.imageCredentials } };
    await system.client.request('PUT', '/My%20Docker%20Catalog/image/more', body);
    logins = await order();
    await system.broker.stop();
    files += readFiles();
    said = system.broker.output.join('\n');
  });
  afterAll(() => system.remove());

  it('were taken: there are a log, a database and a login to look for', () => {
    expect(said).toContain('operation ended');
    expect(files).toContain('service_instance');
    expect(logins.length).toBeGreaterThan(0);
  });

  it('are in no line that the broker says (T19)', () => {
    expect(canariesIn(said)).toEqual([]);
    expect(logins.filter((login) => said.includes(login))).toEqual([]);
  });

  it('are in none of its files, while it runs and afterwards (T19)', () => {
    expect(canariesIn(files)).toEqual([]);
    expect(logins.filter((login) => files.includes(login))).toEqual([]);
  });
});
