import { expect } from 'vitest';
import { connectToService } from './connect-to-service.js';
import { findContainers } from './engine.js';
import { credentialsOf } from './osb-client.js';
import type { TestSystem } from './test-system.js';

/** The whole life of an instance, with a client that writes and reads. */
export async function expectToServe(system: TestSystem, service: string): Promise<void> {
  const { client } = system;
  const instanceId = system.newInstanceId();
  expect(await client.provision(instanceId, service)).toMatchObject({ status: 201 });
  const credentials = credentialsOf(await client.bind(instanceId, `${instanceId}-1`, service));
  const connection = await connectToService(service, credentials);
  await connection.write(instanceId);
  expect(await connection.read()).toBe(instanceId);
  await connection.close();
  expect(await client.unbind(instanceId, `${instanceId}-1`, service)).toMatchObject({ status: 200 });
  expect(await client.deprovision(instanceId, service)).toMatchObject({ status: 200 });
  expect(await findContainers(instanceId)).toEqual([]);
}
