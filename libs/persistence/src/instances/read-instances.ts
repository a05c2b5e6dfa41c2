import { type EntityManager, Not } from 'typeorm';
import { findRow, findRows } from '../database/find-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { unlessUnreadable } from '../secrets/unless-unreadable.js';
import { toInstance, toInstanceWithoutSecrets } from './instance-rows.js';
import type { WhatOpens, ServiceInstance } from './service-instance.types.js';

export async function findInstance(
  manager: EntityManager,
  instanceId: string,
  box: SecretBox,
): Promise<ServiceInstance | undefined> {
  const row = await findRow(manager, ServiceInstanceEntity, { id: instanceId });
  return row === null ? undefined : toInstance(row, box);
}

export async function findOnHost(
  manager: EntityManager,
  hostId: string,
  box: SecretBox,
): Promise<readonly ServiceInstance[]> {
  const rows = await manager.findBy(ServiceInstanceEntity, { hostId, state: Not('failed') });
  return rows.flatMap((row) => unlessUnreadable(() => [toInstance(row, box)], []));
}

/** What does not open is empty: what was made of it is known by names and labels, which are not sealed. */
export async function findWhatOpens(
  manager: EntityManager,
  instanceId: string,
  box: SecretBox,
): Promise<WhatOpens | undefined> {
  const row = await findRow(manager, ServiceInstanceEntity, { id: instanceId });
  if (row === null) return undefined;
  const whole = unlessUnreadable(() => toInstance(row, box), undefined);
  return { instance: whole ?? toInstanceWithoutSecrets(row), isWhole: whole !== undefined };
}

const MARKING = ['id', 'version', 'specHash', 'generation', 'containerId', 'state', 'createdAt'] as const;

export async function findMarksOnHost(manager: EntityManager, hostId: string): Promise<ReadonlyMap<string, string>> {
  const asked = { wanted: MARKING, condition: "state <> 'failed'" };
  const rows = await findRows(manager, ServiceInstanceEntity, { hostId }, asked);
  return new Map(rows.map(({ id, ...marking }) => [id, JSON.stringify(Object.values(marking))]));
}
