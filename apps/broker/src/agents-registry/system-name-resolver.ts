import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { NameResolver } from './name-resolver.port.js';

const PATIENCE_MS = 2_000;
const REMEMBER_MS = 60_000;
const REMEMBERED_AT_MOST = 10_000;

interface Remembered {
  readonly addresses: Promise<readonly string[]>;
  readonly untilMs: number;
}

/**
 * The system's own resolver, as connections use it. Thousands of agents ping every minute, and lookups have few threads:
 * what was found is good for a minute, and who asks meanwhile waits for the same answer.
 */
@Injectable()
export class SystemNameResolver extends NameResolver {
  private readonly remembered = new Map<string, Remembered>();

  override addressesOf(name: string): Promise<readonly string[]> {
    const known = this.remembered.get(name);
    if (known !== undefined && known.untilMs > Date.now()) return known.addresses;
    if (this.remembered.size >= REMEMBERED_AT_MOST) this.remembered.clear();
    const addresses = Promise.race([ask(name), sleep(PATIENCE_MS, [], { ref: false })]);
    this.remembered.set(name, { addresses, untilMs: Date.now() + REMEMBER_MS });
    return addresses;
  }
}

async function ask(name: string): Promise<readonly string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
