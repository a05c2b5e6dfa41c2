import type { EntityManager } from 'typeorm';
import { type Occupancy, readOccupancy } from '../capacity/read-occupancy.js';
import { Batch } from '../database/batch.js';
import { insertRow, updateRows } from '../database/change-rows.js';
import type { Database } from '../database/database.js';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { countClaims } from '../ports/count-claims.js';
import { HostStore } from './host-store.port.js';
import type { Host, HostPulse, HostReport, HostRoom } from './host.types.js';
import { countOfOrganization } from './count-of-organization.js';
import { HOST_COLUMNS, PULSE_COLUMNS, toColumns, toHost, toPulse } from './host-rows.js';
import { IS_OPEN, IS_UNSAFE, MOST_FAILURES, toHostId } from './host-rules.js';

/** Between two pings lie seconds: no agent minds, and 10,000 of them, each minute, need ten commits a second. */
const PACE = { upTo: 32, atMostMs: 100 };

export class TypeormHostStore extends HostStore {
  private readonly nowMs: string;
  private readonly silence: { readonly silentMs: string };
  private readonly pings = new Batch((reports: readonly HostReport[]) => this.recordAll(reports), PACE);

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
    this.silence = { silentMs: `${this.nowMs} - last_ping` };
  }

  override recordPing(report: HostReport): Promise<boolean> {
    return this.pings.add(report);
  }

  override async markFull(hostId: string, forMs: number): Promise<void> {
    const fullUntil = (): string => `${this.nowMs} + ${Math.trunc(forMs)}`;
    await this.database.write('mark full', (manager) => manager.update(HostEntity, { id: hostId }, { fullUntil }));
  }

  override async find(hostId: string): Promise<Host | undefined> {
    const [host] = await this.select({ id: hostId });
    return host;
  }

  override findAll(): Promise<readonly Host[]> {
    return this.select();
  }

  override async findPulses(): Promise<readonly HostPulse[]> {
    const asked = { wanted: PULSE_COLUMNS, computed: this.silence, tail: 'ORDER BY id' };
    const rows = await this.database.read((manager) => findRows(manager, HostEntity, {}, asked));
    return rows.map((row) => toPulse(row, Number(row.silentMs)));
  }

  override findCandidates(organizationGuid = ''): Promise<readonly HostRoom[]> {
    return this.findRooms(organizationGuid);
  }

  override async findCandidate(hostId: string): Promise<HostRoom | undefined> {
    const hosts = await this.findRooms('', hostId);
    return hosts[0];
  }

  override countOfOrganization(organizationGuid: string): Promise<ReadonlyMap<string, number>> {
    return this.database.read((manager) => countOfOrganization(manager, organizationGuid));
  }

  /** Of all hosts, or of the one that is named. */
  private async findRooms(organizationGuid: string, hostId?: string): Promise<readonly HostRoom[]> {
    const answers = `engine_failures < ${MOST_FAILURES} AND NOT (${IS_UNSAFE})`;
    const serves = `is_active = 1 AND ${IS_OPEN} AND ${answers} AND full_until <= ${this.nowMs}`;
    const hosts = (await this.select(hostId === undefined ? {} : { id: hostId }, serves)).filter(isLiving);
    const [taken, claims, own] = await this.database.read(async (manager) => [
      await readOccupancy(manager, hostId),
      await countClaims(manager, hostId),
      organizationGuid === '' ? NONE : await countOfOrganization(manager, organizationGuid),
    ]);
    return hosts.map((host) => ({
      ...host,
      ...(taken.get(host.hostId) ?? EMPTY),
      instancesOfOrganization: own.get(host.hostId) ?? 0,
      freePorts: host.portMax - host.portMin + 1 - (claims.get(host.hostId) ?? 0),
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
    if ((await updateRows(manager, HostEntity, change, { where: { id } })) === 1) return false;
    await insertRow(manager, HostEntity, { id, ...change });
    return true;
  }

  /** Without the ORM, which takes longer to make a thousand entities than a database to find them. */
  private async select(where: { readonly id?: string } = {}, condition = '1 = 1'): Promise<Host[]> {
    const asked = { wanted: HOST_COLUMNS, computed: this.silence, condition, tail: 'ORDER BY id' };
    const rows = await this.database.read((manager) => findRows(manager, HostEntity, where, asked));
    return rows.map((row) => toHost(row, Number(row.silentMs)));
  }
}

function isLiving(host: Host): boolean {
  return host.isAlive;
}

const NONE: ReadonlyMap<string, number> = new Map();
const EMPTY: Occupancy = { instances: 0, reservedMemoryBytes: 0 };
