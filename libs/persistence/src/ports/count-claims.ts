import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';

/**
 * Of host `h`: an agent may have narrowed its range since, and what lies outside takes no room. Host by host, each is a
 * stretch of the primary key, instead of as many look-ups as there are claims.
 */
const CLAIMS = `(SELECT COUNT(*) FROM port_claim r
  WHERE r.host_id = h.id AND r.host_port BETWEEN h.port_min AND h.port_max)`;

/** How many ports are taken within their ranges, of all hosts or of the one that is named. */
export async function countClaims(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, number>> {
  const where = hostId === undefined ? {} : { id: hostId };
  const asked = { alias: 'h', wanted: ['id'], computed: { claims: CLAIMS } } as const;
  const rows = await findRows(manager, HostEntity, where, asked);
  return new Map(rows.map(({ id, claims }) => [id, Number(claims)]));
}
