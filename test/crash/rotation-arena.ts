import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../libs/persistence/src/database/database.js';
import { openDatabase } from '../../libs/persistence/src/database/open-database.js';
import type { DatabaseOptions } from '../../libs/persistence/src/persistence.options.js';
import type { Key } from '../../libs/persistence/src/secrets/key.types.js';
import { openStoresOn } from '../../libs/persistence/src/testing/open-stores.js';
import { RotationLoad } from '../../libs/persistence/src/testing/rotation-load.js';
import type { ClusterDatabaseKind } from '../support/cluster/cluster-database.js';
import { DatabaseServer } from '../support/database-server.js';
import { checkFinished, checkReadable, finishRotation } from './rotation-checks.js';

const PRELOAD = `--import=${join(import.meta.dirname, 'crash-at.mjs')}`;
const ROTATE = join(import.meta.dirname, 'rotate-keys.mjs');
/** A batch and a bit: there is a place in the midst of a pass. */
const ROWS = 110;

const SERVICES = { postgres: 'postgresql', mysql: 'mysql' } as const;

interface Place {
  readonly folder: string;
  readonly options: DatabaseOptions;
  readonly server?: DatabaseServer;
}

export interface RotationCrash {
  readonly point: string;
  readonly hasDied: boolean;
  /** What was lost, or left undone; `undefined` when nothing was. */
  readonly fault: string | undefined;
}

/** A database with sealed values, whose keys one process after the other replaces, until it dies. */
export class RotationArena {
  private constructor(
    private readonly place: Place,
    private readonly database: Database,
    private readonly load: RotationLoad,
    private readonly keks: Key[],
  ) {}

  static async open(kind: ClusterDatabaseKind): Promise<RotationArena> {
    const place = await openPlace(kind);
    const database = await openDatabase(place.options);
    const keks = ['one', 'two'].map((keyId) => ({ keyId, bytes: randomBytes(32) }));
    const stores = await openStoresOn(database, keks);
    const load = new RotationLoad([stores, stores], ROWS);
    await load.fill();
    return new RotationArena(place, database, load, keks);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.place.server?.remove();
    rmSync(this.place.folder, { recursive: true });
  }

  /** The points that a rotation passes, in its order. */
  async findPoints(): Promise<readonly string[]> {
    const file = join(this.place.folder, 'trace');
    await this.#rotate({ CRASH_TRACE: file });
    return readFileSync(file, 'utf8').trim().split('\n');
  }

  async crashAt(point: string): Promise<RotationCrash> {
    const signal = await this.#rotate({ CRASH_AT: point });
    try {
      await this.#check();
      return { point, hasDied: signal === 'SIGKILL', fault: undefined };
    } catch (error) {
      return { point, hasDied: signal === 'SIGKILL', fault: error instanceof Error ? error.message : String(error) };
    }
  }

  /** By brokers that start after the death: the last one has no key-encryption key but the wanted one. */
  async #check(): Promise<void> {
    const { database, load, keks } = this;
    const [wanted] = keks;
    if (wanted === undefined) throw new Error('there is no key');
    const next = await openStoresOn(database, keks);
    await checkReadable(next, load);
    await finishRotation(next);
    const last = await openStoresOn(database, [wanted]);
    await checkReadable(last, load);
    await checkFinished(last, wanted.keyId, ROWS);
  }

  /** Resolves to the signal that ended it. */
  async #rotate(environment: Readonly<Record<string, string>>): Promise<NodeJS.Signals | null> {
    this.keks.reverse();
    const keys = this.keks.map(({ keyId, bytes }) => `${keyId}:${bytes.toString('base64')}`);
    const env = {
      ...{ PATH: process.env['PATH'], ...environment },
      ...{ ROTATE_DATABASE: JSON.stringify(this.place.options), ROTATE_KEYS: JSON.stringify(keys) },
    };
    const child = spawn(process.execPath, [PRELOAD, ROTATE], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (code !== 0 && code !== null) throw new Error(`The rotation has ended with ${code}.`);
    return signal;
  }
}

async function openPlace(kind: ClusterDatabaseKind): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'osb-rotation-'));
  if (kind === 'sqlite') return { folder, options: { kind, database: join(folder, 'broker.sqlite') } };
  const server = await DatabaseServer.start(SERVICES[kind]);
  return { folder, server, options: { kind, ...(await server.newDatabase()) } };
}
