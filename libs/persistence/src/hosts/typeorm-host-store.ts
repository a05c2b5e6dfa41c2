import type { EntityManager } from 'typeorm';
import { Batch } from '../database/batch.js';
import type { Database } from '../database/database.js';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { toOwnerKeys } from '../limits/to-owner-keys.js';
import { sumReservedByHost } from '../capacity/reserved-memory.js';
import { HostStore } from './host-store.port.js';
import type { Host, HostReport, HostRoom } from './host.types.js';
import { countClaimsByHost, countInstancesByHost } from './count-by-host.js';
import { toColumns, toHost } from './host-rows.js';
import { IS_OPEN, IS_UNSAFE, MOST_FAILURES, toHostId } from './host-rules.js';

export class TypeormHostStore extends HostStore {
  private readonly nowMs: string;
  private readonly pings = new Batch((reports: readonly HostReport[]) => this.recordAll(reports));

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override recordPing(report: HostReport): Promise<boolean> {
    return this.pings.add(report);
  }

  override async markFull(hostId: string, forMs: number): Promise<void> {
    const fullUntil = (): string => `${this.nowMs} + ${Math.trunc(forMs)}`;
    await this.database.write('mark full', (manager) => manager.update(HostEntity, { id: hostId }, { fullUntil }));
  }

  override async find(hostId: string): Promise<Host | undefined> {
    const [host] = await this.select({ hostId });
    return host;
  }

  override findAll(): Promise<readonly Host[]> {
    return this.select();
  }

  override findCandidates(organizationGuid = ''): Promise<readonly HostRoom[]> {
    return this.findRooms(organizationGuid);
  }

  override async findCandidate(hostId: string): Promise<HostRoom | undefined> {
    const hosts = await this.findRooms('', hostId);
    return hosts[0];
  }

  override countOfOrganization(organizationGuid: string): Promise<ReadonlyMap<string, number>> {
    return this.database.read((manager) => countInstancesByHost(manager, of(organizationGuid)));
  }

  /** Of all hosts, or of the one that is named. */
  private async findRooms(organizationGuid: string, hostId?: string): Promise<readonly HostRoom[]> {
    const answers = `h.engine_failures < ${MOST_FAILURES} AND NOT (${IS_UNSAFE})`;
    const serves = `h.is_active = 1 AND ${IS_OPEN} AND ${answers} AND h.full_until <= ${this.nowMs}`;
    const hosts = (await this.select({ hostId, condition: serves })).filter((host) => host.isAlive);
    const there = hostId === undefined ? {} : { hostId };
    const counts = await this.database.read(async (manager) => ({
      instances: await countInstancesByHost(manager, there),
      own: organizationGuid === '' ? NONE : await countInstancesByHost(manager, { ...there, ...of(organizationGuid) }),
      claims: await countClaimsByHost(manager, hostId),
      reserved: await sumReservedByHost(manager, hostId),
    }));
    return hosts.map((host) => ({
      ...host,
      instances: counts.instances.get(host.hostId) ?? 0,
      instancesOfOrganization: counts.own.get(host.hostId) ?? 0,
      reservedMemoryBytes: counts.reserved.get(host.hostId) ?? 0,
      freePorts: host.portMax - host.portMin + 1 - (counts.claims.get(host.hostId) ?? 0),
    }));
  }

  /** Hosts of a thousand agents share their commits. */
  private recordAll(reports: readonly HostReport[]): Promise<readonly boolean[]> {
    return this.database.transaction('record pings', async (manager) => {
      const areNew: boolean[] = [];
      for (const report of reports) areNew.push(await this.recordOne(manager, report));
      return areNew;
    });
  }

  /** An UPDATE first: of all pings but a host's first one it is the only statement. */
  private async recordOne(manager: EntityManager, report: HostReport): Promise<boolean> {
    const change = { ...toColumns(report), lastPing: () => this.nowMs };
    const id = toHostId(report);
    const updated = await manager
      .createQueryBuilder()
      .update(HostEntity)
      .set(change)
      .where('id = :id', { id })
      .execute();
    if (updated.affected === 1) return false;
    const row = { id, ...change };
    await manager.createQueryBuilder().insert().into(HostEntity).values(row).updateEntity(false).execute();
    return true;
  }

  /** By their ids: all hosts, or the one that is named, as far as `condition` is true of a host `h`. */
  private async select({ hostId, condition }: Which = {}): Promise<Host[]> {
    const where = hostId === undefined ? {} : { id: hostId };
    const computed = { silent: `${this.nowMs} - h.last_ping` };
    const further = condition === undefined ? {} : { condition };
    const asked = { alias: 'h', computed, ...further, tail: 'ORDER BY h.id' };
    const rows = await this.database.read((manager) => findRows(manager, HostEntity, where, asked));
    return rows.map((row) => toHost(row, Number(row.silent)));
  }
}

interface Which {
  readonly hostId?: string | undefined;
  readonly condition?: string;
}

const NONE: ReadonlyMap<string, number> = new Map();

function of(organizationGuid: string): { readonly organizationKey: string } {
  return { organizationKey: toOwnerKeys({ organizationGuid, spaceGuid: '' }).organizationKey };
}
