import { type EntityManager, In } from 'typeorm';
import { type Occupancy, readOccupancy } from '../capacity/read-occupancy.js';
import { CertificateEntity } from '../entities/certificate.entity.js';
import { HostEntity } from '../entities/host.entity.js';
import type { HostAdmission } from '../hosts/host-admission.types.js';
import { toHost } from '../hosts/host-rows.js';
import { countClaims } from '../ports/count-claims.js';
import { countResidents, type Residents } from './count-residents.js';
import type { HostDetails, ShownCertificate } from './host-details.types.js';

interface Facts {
  readonly residents: ReadonlyMap<string, Residents>;
  readonly claims: ReadonlyMap<string, number>;
  readonly occupancy: ReadonlyMap<string, Occupancy>;
  readonly certificates: ReadonlyMap<string, ShownCertificate>;
}

/** One host or all of them, by their ids. Nothing that is sealed is read. */
export async function readHosts(
  manager: EntityManager,
  nowMs: string,
  hostId?: string,
): Promise<readonly HostDetails[]> {
  const query = manager.createQueryBuilder(HostEntity, 'h').addSelect(nowMs, 'now_ms').orderBy('h.id');
  if (hostId !== undefined) query.where('h.id = :hostId', { hostId });
  const { entities, raw } = await query.getRawAndEntities<{ now_ms: string | number }>();
  const facts = {
    residents: await countResidents(manager, hostId),
    claims: await countClaims(manager, hostId),
    occupancy: await readOccupancy(manager, hostId),
    certificates: await readCertificates(
      manager,
      entities.map(({ dockerHost }) => dockerHost),
    ),
  };
  return entities.map((row, index) => toDetails(row, Number(raw[index]?.now_ms), facts));
}

async function readCertificates(
  manager: EntityManager,
  dockerHosts: readonly string[],
): Promise<ReadonlyMap<string, ShownCertificate>> {
  const where = dockerHosts.length === 1 ? { dockerHost: In(dockerHosts) } : {};
  const rows = await manager.find(CertificateEntity, {
    select: { dockerHost: true, version: true, cert: true },
    where,
  });
  return new Map(rows.map(({ dockerHost, version, cert }) => [dockerHost, { version, cert: cert ?? undefined }]));
}

const NOBODY: Residents = { instances: 0, sharedContainers: 0 };

function toDetails(row: HostEntity, now: number, { residents, claims, occupancy, certificates }: Facts): HostDetails {
  const { engineVersion, engineApi } = row;
  return {
    ...toHost(row, now - row.lastPing),
    ...(residents.get(row.id) ?? NOBODY),
    admission: row.admission as HostAdmission,
    lastPing: row.lastPing,
    fullForMs: Math.max(0, row.fullUntil - now),
    engineFailures: row.engineFailures,
    engineFault: row.engineFault ?? undefined,
    engine: engineVersion === null ? undefined : { version: engineVersion, apiVersion: engineApi ?? '' },
    reservedMemoryBytes: occupancy.get(row.id)?.reservedMemoryBytes ?? 0,
    claimedPorts: claims.get(row.id) ?? 0,
    certificate: certificates.get(row.dockerHost),
  };
}
