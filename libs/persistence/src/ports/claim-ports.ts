import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { deleteRows, insertRow, updateRows } from '../database/change-rows.js';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import type { ContainerPortName, HostPorts, PortClaim } from './port-claim.types.js';
import { choosePorts } from './choose-ports.js';

const FOREIGN_FOR_MS = 600_000;

export interface PortOwner {
  readonly hostId: string;
  readonly instanceId: string;
}

/** Reserves what the instance lacks; `undefined` when the host's range has not enough free ports. */
export async function claimPorts(
  manager: EntityManager,
  nowMs: string,
  owner: PortOwner,
  wanted: readonly ContainerPortName[],
): Promise<HostPorts | undefined> {
  const held = await findClaims(manager, owner.instanceId);
  const missing = wanted.filter((port) => !held.some((claim) => isFor(claim, port)));
  if (missing.length === 0) return held;
  const free = await findFree(manager, nowMs, owner.hostId, missing.length);
  if (free === undefined) return undefined;
  const claims = missing.map((port, index) => ({ ...port, hostPort: free[index] ?? 0 }));
  for (const claim of claims) await insertRow(manager, PortClaimEntity, toRow(owner, claim));
  return byContainerPort([...held, ...claims]);
}

/** Gives back what the instance holds for other container ports. */
export async function keepPorts(
  manager: EntityManager,
  instanceId: string,
  kept: readonly ContainerPortName[],
): Promise<void> {
  const held = await findClaims(manager, instanceId);
  const left = held.filter((claim) => !kept.some((port) => isFor(claim, port)));
  for (const { port, protocol } of left)
    await deleteRows(manager, PortClaimEntity, { where: { instanceId, containerPort: port, protocol } });
}

function isFor(claim: PortClaim, { port, protocol }: ContainerPortName): boolean {
  return claim.port === port && claim.protocol === protocol;
}

/** Sets a port aside that a stranger holds. */
export async function markForeign(
  manager: EntityManager,
  nowMs: string,
  owner: PortOwner,
  hostPort: number,
): Promise<void> {
  const { hostId, instanceId } = owner;
  const change = { instanceId: null, containerPort: null, untilAt: () => `${nowMs} + ${FOREIGN_FOR_MS}` };
  await updateRows(manager, PortClaimEntity, change, { where: { hostId, hostPort, instanceId } });
}

export async function findClaims(manager: EntityManager, instanceId: string): Promise<HostPorts> {
  const rows = await findRows(manager, PortClaimEntity, { instanceId });
  return byContainerPort(rows.filter(({ containerPort }) => containerPort !== null).map(toClaim));
}

/** The claims of each instance that has any. */
export async function findClaimsOfAll(
  manager: EntityManager,
  instanceIds: readonly string[],
): Promise<ReadonlyMap<string, HostPorts>> {
  if (instanceIds.length === 0) return new Map();
  const rows = await manager.findBy(PortClaimEntity, {
    instanceId: In([...instanceIds]),
    containerPort: Not(IsNull()),
  });
  const claims = new Map<string, HostPorts>();
  for (const row of rows) {
    const owner = row.instanceId ?? '';
    claims.set(owner, byContainerPort([...(claims.get(owner) ?? []), toClaim(row)]));
  }
  return claims;
}

async function findFree(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
  count: number,
): Promise<readonly number[] | undefined> {
  const [host] = await findRows(manager, HostEntity, { id: hostId }, { wanted: ['portMin', 'portMax'] });
  if (host === undefined) return undefined;
  await forgetOutdated(manager, nowMs, hostId);
  const rows = await findRows(manager, PortClaimEntity, { hostId }, { wanted: ['hostPort'] });
  return choosePorts({ min: host.portMin, max: host.portMax }, new Set(rows.map((row) => row.hostPort)), count);
}

async function forgetOutdated(manager: EntityManager, nowMs: string, hostId: string): Promise<void> {
  const condition = `instance_id IS NULL AND until_at < ${nowMs}`;
  await deleteRows(manager, PortClaimEntity, { where: { hostId }, condition });
}

function toRow(owner: PortOwner, claim: PortClaim): PortClaimEntity {
  return {
    hostId: owner.hostId,
    hostPort: claim.hostPort,
    protocol: claim.protocol,
    instanceId: owner.instanceId,
    containerPort: claim.port,
    untilAt: null,
  };
}

function toClaim({ hostPort, containerPort, protocol }: PortClaimEntity): PortClaim {
  return { hostPort, port: containerPort ?? 0, protocol: protocol as 'tcp' | 'udp' };
}

function byContainerPort(claims: readonly PortClaim[]): HostPorts {
  return [...claims].sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
}
