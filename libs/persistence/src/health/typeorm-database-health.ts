import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { withinTime } from '../database/within-time.js';
import { HostEntity } from '../entities/host.entity.js';
import { IS_OPEN, IS_UNSAFE, MISSED_BEATS, MOST_FAILURES } from '../hosts/host-rules.js';
import { MIGRATIONS } from '../migrations/index.js';
import {
  DatabaseUnavailableError,
  PersistenceConfigurationError,
  SecretUnreadableError,
} from '../persistence.errors.js';
import { openCanary } from '../secrets/check-key.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { DatabaseHealth } from './database-health.port.js';
import type { DatabaseReport, DatabaseState, HostCounts } from './database-health.types.js';

const LIMIT_MS = 2_000;

/** The key is asked for by its name and tried on the canary, as at start: both may be replaced under a running broker. */
interface Key {
  readonly box: SecretBox;
  readonly keyId: string;
}

export class TypeormDatabaseHealth extends DatabaseHealth {
  private asked: Promise<DatabaseReport> | undefined;

  constructor(
    private readonly database: Database,
    private readonly key: Key,
  ) {
    super();
  }

  /** Who asks while the last question is still open shares it: a database that hangs is asked once, not by each probe. */
  override async look(): Promise<DatabaseReport> {
    this.asked ??= this.ask().finally(() => {
      this.asked = undefined;
    });
    try {
      return await withinTime(this.asked, LIMIT_MS);
    } catch (error) {
      return { state: toState(error), hosts: undefined };
    }
  }

  override async tellTime(): Promise<number> {
    const { nowMs } = this.database.dialect;
    const query = 'SELECT '.concat(nowMs, ' AS now');
    const [row] = await this.database.read((manager) => manager.query<{ now: string | number }[]>(query));
    return Number(row?.now);
  }

  private ask(): Promise<DatabaseReport> {
    return this.database.readOnce(async (manager) => {
      if (!(await hasKnownSchema(manager))) return { state: 'other schema', hosts: undefined };
      await openCanary(manager, this.key.box, this.key.keyId);
      return { state: 'serving', hosts: await countHosts(manager, this.database.dialect.nowMs) };
    });
  }
}

/** What is none of these is a bug, and said as one. */
function toState(error: unknown): DatabaseState {
  if (error instanceof DatabaseUnavailableError) return 'away';
  if (error instanceof SecretUnreadableError || error instanceof PersistenceConfigurationError) return 'other key';
  throw error;
}

async function hasKnownSchema(manager: EntityManager): Promise<boolean> {
  const rows = await manager.query<{ name: string }[]>('SELECT name FROM schema_migration');
  const names = new Set(rows.map(({ name }) => name));
  return names.size === MIGRATIONS.length && MIGRATIONS.every(({ name }) => names.has(name));
}

async function countHosts(manager: EntityManager, nowMs: string): Promise<HostCounts> {
  const isSilent = `${nowMs} - h.last_ping > h.keepalive_s * ${1_000 * MISSED_BEATS}`;
  const isFailing = `h.engine_failures >= ${MOST_FAILURES}`;
  const isFull = `h.full_until > ${nowMs}`;
  const row = await manager
    .createQueryBuilder(HostEntity, 'h')
    .select('COUNT(*)', 'known')
    .addSelect(countWhere(isSilent), 'silent')
    .addSelect(countWhere(isFailing), 'failing')
    .addSelect(countWhere(isFull), 'full')
    .addSelect(countWhere(IS_UNSAFE), 'unsafe')
    .addSelect(
      countWhere(`h.is_active = 1 AND ${IS_OPEN} AND NOT (${isSilent} OR ${isFailing} OR ${isFull} OR ${IS_UNSAFE})`),
      'usable',
    )
    .getRawOne<Record<keyof HostCounts, string | number | null>>();
  const count = (name: keyof HostCounts): number => Number(row?.[name] ?? 0);
  return {
    known: count('known'),
    silent: count('silent'),
    failing: count('failing'),
    full: count('full'),
    unsafe: count('unsafe'),
    usable: count('usable'),
  };
}

function countWhere(condition: string): string {
  return `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
}
