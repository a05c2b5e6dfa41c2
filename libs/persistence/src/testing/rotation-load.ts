import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Like } from 'typeorm';
import { RegistryLoginEntity } from '../entities/registry-login.entity.js';
import type { Stores } from './open-stores.js';

/** It has no common factor with the number of rows, so every row has its turn. */
const STRIDE = 37;
const WRITES_EVERY = 4;

/** Two brokers that read and write sealed values all over a table, each on its own, until they are told to stop. */
export class RotationLoad {
  readonly failures: unknown[] = [];
  reads = 0;
  writes = 0;
  private readonly name = `load-${randomUUID()}`;
  private readonly rounds: number[];
  private isStopped = false;
  private lanes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly brokers: readonly [Stores, Stores],
    rows: number,
  ) {
    this.rounds = new Array<number>(rows).fill(0);
  }

  async fill(): Promise<void> {
    const [{ database, box }] = this.brokers;
    const rows = this.rounds.map((round, index) => {
      const [registryHost, password] = [this.hostOf(index), passwordOf(index, round)];
      const place = { table: 'registry_login', column: 'password', rowId: registryHost };
      return { registryHost, userName: 'user', passwordSealed: box.seal(password, place) };
    });
    await database.transaction('fill', (manager) => manager.insert(RegistryLoginEntity, rows));
  }

  start(): void {
    this.lanes = Promise.all(this.brokers.map((stores, lane) => this.run(stores, lane)));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.lanes;
  }

  async remove(): Promise<void> {
    await this.brokers[0].database.write('test', (manager) =>
      manager.delete(RegistryLoginEntity, { registryHost: Like(`${this.name}%`) }),
    );
  }

  /** Rows that do not read as they were written. */
  async findLost(stores: Stores): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const [index, round] of this.rounds.entries())
      if ((await this.read(stores, index)) !== passwordOf(index, round)) lost.push(this.hostOf(index));
    return lost;
  }

  private async run(stores: Stores, lane: number): Promise<void> {
    for (let step = 0; !this.isStopped; step += 1) {
      await this.take(stores, lane, step).catch((error: unknown) => this.failures.push(error));
      // A database in this very process never waits for anything: the others need their turn.
      await turn();
    }
  }

  /** Each lane writes every other row and reads them all, so that a row's last writer is known. */
  private async take(stores: Stores, lane: number, step: number): Promise<void> {
    const index = (step * STRIDE) % this.rounds.length;
    if (step % WRITES_EVERY === 0) await this.write(stores, index - (index % 2) + lane, step + 1);
    this.reads += 1;
    const password = await this.read(stores, index);
    if (password?.startsWith(passwordOf(index)) !== true) this.failures.push(`${this.hostOf(index)} is lost`);
  }

  private async write(stores: Stores, index: number, round: number): Promise<void> {
    const registryHost = this.hostOf(index);
    await stores.registries.put({ registryHost, userName: 'user', password: passwordOf(index, round) });
    this.rounds[index] = round;
    this.writes += 1;
  }

  private async read(stores: Stores, index: number): Promise<string | undefined> {
    return (await stores.registries.find(this.hostOf(index)))?.password;
  }

  private hostOf(index: number): string {
    return `${this.name}-${String(index).padStart(5, '0')}`;
  }
}

function passwordOf(index: number, round: number | '' = ''): string {
  return `password ${index} of round ${round}`;
}
