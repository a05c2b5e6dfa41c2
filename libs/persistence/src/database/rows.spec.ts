import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import type { Database } from './database.js';
import { findRow, findRows } from './find-rows.js';
import { openDatabase } from './open-database.js';
import { deleteRows, insertRow, updateRows } from './change-rows.js';

const HOST = 'one';

describe('rows without the ORM', () => {
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
      await findRows(manager, PortClaimEntity, { instanceId: 'b' }, { wanted: ['hostPort'] }),
      await findRows(manager, PortClaimEntity, { instanceId: 'b' }),
    ]);

    expect(some).toEqual([{ hostPort: 3 }]);
    expect(all).toMatchObject([{ hostPort: 3, hostId: HOST }]);
  });

  it('finds those that are one of a list, however long, in order and no more than wanted', async () => {
    const portsOf = async (instanceId: readonly string[], tail?: string): Promise<readonly number[]> => {
      const asked = {
        wanted: ['hostPort'],
        condition: 'host_port <> 2',
        ...(tail === undefined ? {} : { tail }),
      } as const;
      const rows = await database.read((manager) => findRows(manager, PortClaimEntity, { instanceId }, asked));
      return rows.map(({ hostPort }) => hostPort);
    };

    expect(await portsOf(['b'])).toEqual([3]);
    expect(await portsOf(['a', 'b'], 'ORDER BY host_port DESC')).toEqual([3, 1]);
    expect(await portsOf(['a', 'b'], 'ORDER BY host_port DESC LIMIT 1')).toEqual([3]);
  });

  it('gives what the database computes of each row beside its columns', async () => {
    const asked = { wanted: ['hostPort'], computed: { next: 'host_port + 1' } } as const;
    const rows = await database.read((manager) => findRows(manager, PortClaimEntity, { instanceId: 'b' }, asked));

    expect(rows).toEqual([{ hostPort: 3, next: 4 }]);
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

  it('inserts a row with what the table has for columns that are not named, and never over another', async () => {
    const row = { hostId: HOST, hostPort: 4, protocol: 'tcp', untilAt: () => '40 + 2' };
    const insert = (): Promise<void> => database.write('insert', (manager) => insertRow(manager, PortClaimEntity, row));
    await insert();

    await expect(insert()).rejects.toThrow('UNIQUE');
    expect(await database.read((manager) => findRow(manager, PortClaimEntity, { hostPort: 4 }))).toEqual({
      ...row,
      instanceId: null,
      containerPort: null,
      untilAt: 42,
    });
  });

  it('deletes those rows alone of which the condition is true too', async () => {
    const which = { where: { instanceId: 'a' }, condition: 'host_port > 1' };
    const deleted = await database.write('delete', (manager) => deleteRows(manager, PortClaimEntity, which));

    const rows = await database.read((manager) => manager.find(PortClaimEntity, { order: { hostPort: 'ASC' } }));
    expect(deleted).toBe(1);
    expect(rows.map(({ hostPort }) => hostPort)).toEqual([1, 3]);
  });

  it('refuses what is no column', async () => {
    const change = { nonsense: 1 } as object;
    const changed = database.write('change', (manager) =>
      updateRows(manager, PortClaimEntity, change, { where: { hostPort: 1 } }),
    );

    await expect(changed).rejects.toThrow('port_claim has no column for nonsense.');
  });
});
