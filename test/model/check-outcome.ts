import { expect } from 'vitest';
import { nameContainer, nameVolume } from '../../apps/broker/src/operations/container-name.types.js';
import { ENDPOINT, pathOf } from '../support/world.js';
import { findHomes } from './homes.js';
import type { House } from './house.js';
import type { Model } from './model.js';
import { isTenant, SEATS } from './plans.js';
import { baseOf } from './service-logins.js';

/** Houses are nobody's order. */
const INSTANCES = 'SELECT id FROM service_instance WHERE house_key IS NULL';

interface Login {
  readonly username: string;
  readonly password: string;
}

/** N1 to N6: what the platform believes, the database, the containers, the claims and the service's logins are one. */
export async function checkOutcome(model: Model, house: House): Promise<void> {
  const ready = keysOf(model, 'ready').filter((key) => !key.includes('/'));
  const containers = house.docker.containers(ENDPOINT);
  const homes = await findHomes(house);
  const homesOfReady = [...new Set(ready.map((id) => homes.get(id) ?? 'none'))].sort();

  expect(await idsOf(house, `${INSTANCES} AND state = 'ready'`)).toEqual(ready);
  expect(await idsOf(house, INSTANCES)).toEqual(instancesOf(model));
  expect(containers.map(({ name }) => baseOf(name)).sort()).toEqual(homesOfReady.map(nameContainer).sort());
  expect(containers.map(({ state }) => state)).toEqual(homesOfReady.map(() => 'running'));
  expect(containers.map(({ restart }) => restart)).toEqual(homesOfReady.map(() => 'always'));
  expect([...house.docker.volumes(ENDPOINT)].sort()).toEqual(
    homesOfReady.map((id) => nameVolume(nameContainer(id), 0)).sort(),
  );
  checkHomes(ready, homes);
  expect(await claimsOf(house)).toEqual(
    containers.flatMap(({ ports }) => ports.map(({ hostPort }) => hostPort)).sort(),
  );
  expect(await house.query('SELECT id FROM operation WHERE live_key IS NOT NULL OR exec_key IS NOT NULL')).toEqual([]);
  await checkLogins(model, house, homes);
  await checkEnds(model, house);
}

/** Who shares a container does so with as many as it has seats for; nobody else does. */
function checkHomes(ready: readonly string[], homes: ReadonlyMap<string, string>): void {
  for (const id of ready) {
    const home = homes.get(id) ?? 'none';
    const neighbours = ready.filter((other) => homes.get(other) === home);
    expect(home === id).toBe(!isTenant({ instanceId: id }));
    expect(neighbours.length).toBeLessThanOrEqual(isTenant({ instanceId: id }) ? SEATS : 1);
  }
}

async function checkLogins(model: Model, house: House, homes: ReadonlyMap<string, string>): Promise<void> {
  const bindings = keysOf(model, 'ready').filter((key) => key.includes('/'));
  expect(await idsOf(house, "SELECT id FROM service_binding WHERE state = 'ready'")).toEqual(
    bindings.map((key) => key.split('/')[1]).sort(),
  );
  const logins = await Promise.all(
    bindings.map(async (key) => {
      const [instanceId = '', bindingId] = key.split('/');
      const { status, body } = await house.world(0).get(pathOf(instanceId, bindingId));
      expect(status).toBe(200);
      model.remember(key, body);
      const { username, password } = (body as { credentials: Login }).credentials;
      return `${nameContainer(homes.get(instanceId) ?? 'none')}/${instanceId}/${username}/${password}`;
    }),
  );
  expect([...house.logins.all(house.docker.containers(ENDPOINT).map(({ name }) => name))].sort()).toEqual(
    logins.sort(),
  );
}

/** Whatever was named for polling has one end, and it stays. */
async function checkEnds(model: Model, house: House): Promise<void> {
  for (const [operation, { key, end }] of model.ends) {
    const [instanceId = '', bindingId] = key.split('/');
    const { status, body } = await house.world(0).lastOperation(pathOf(instanceId, bindingId), operation);
    expect({ operation, status, body }).toMatchObject({ status: 200, body: { state: end } });
  }
}

function keysOf(model: Model, state: string): string[] {
  return [...model.things.keys()].filter((key) => model.stateOf(key) === state).sort();
}

function instancesOf(model: Model): string[] {
  return [...model.things.keys()].filter((key) => !key.includes('/')).sort();
}

async function idsOf(house: House, sql: string): Promise<string[]> {
  return (await house.query<{ id: string }>(sql)).map(({ id }) => id).sort();
}

async function claimsOf(house: House): Promise<number[]> {
  const rows = await house.query<{ port: number }>('SELECT host_port AS port FROM port_claim');
  return rows.map(({ port }) => port).sort();
}
