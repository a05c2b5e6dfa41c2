import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import type { Database } from './database.js';
import { findRow, findRows } from './find-rows.js';
import { openDatabase } from './open-database.js';
import { updateRows } from './update-rows.js';

const HOST = 'one';

describe('findRows and updateRows', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ kind: 'sqlite', database: ':memory:' });
    await database.write('claims', (manager) =>
      manager.insert(PortClaimEntity, [claim(1, 'a'), claim(2, 'a'), claim(3, 'b')]),
    );
  });
  afterEach(() => database.close());

  const claim = (hostPort: number, instanceId: string): Partial<PortClaimEntity> => ({
    hostId: HOST,
    hostPort,
    protocol: 'tcp',
    instanceId,
    containerPort: 80,
  });

  it('gives what the ORM gives', async () => {
    const [ours, theirs] = await database.read(async (manager) => [
      await findRows(manager, PortClaimEntity, { instanceId: 'a', protocol: 'tcp' }),
      await manager.findBy(PortClaimEntity, { instanceId: 'a', protocol: 'tcp' }),
    ]);

    expect(ours).toHaveLength(2);
    expect(theirs).toMatchObject(ours);
    expect(Object.keys(ours[0] ?? {})).toEqual(Object.keys(theirs[0] ?? {}));
  });

  it('gives only the columns that are wanted, and all of them to who asks next', async () => {
    const [some, all] = await database.read(async (manager) => [
      await findRows(manager, PortClaimEntity, { instanceId: 'b' }, ['hostPort']),
      await findRows(manager, PortClaimEntity, { instanceId: 'b' }),
    ]);

    expect(some).toEqual([{ hostPort: 3 }]);
    expect(all).toMatchObject([{ hostPort: 3, hostId: HOST }]);
  });

  it('finds nothing by what is not there, or is more than text', async () => {
    const found = await database.read((manager) => findRow(manager, HostEntity, { id: "' OR 1 = 1 --" }));

    expect(found).toBeNull();
  });

  it('changes those rows alone of which the condition is true too', async () => {
    const change = { containerPort: 81, instanceId: () => "'c'" };
    const which = { where: { instanceId: 'a' }, condition: 'host_port > 1' };
    const changed = await database.write('change', (manager) => updateRows(manager, PortClaimEntity, change, which));

    const rows = await database.read((manager) => manager.find(PortClaimEntity, { order: { hostPort: 'ASC' } }));
    expect(changed).toBe(1);
    expect(rows.map(({ instanceId, containerPort }) => [instanceId, containerPort])).toEqual([
      ['a', 80],
      ['c', 81],
      ['b', 80],
    ]);
  });
});
