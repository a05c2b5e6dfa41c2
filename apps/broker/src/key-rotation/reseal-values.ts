import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { type KeyLease, KeyRotation, type PassFindings, type ResealCursor } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';

/** Renewed with each batch. */
const LEASE_MS = 30_000;
const HOUR_MS = 3_600_000;
/** So many of what does not open are named in a line. */
const MOST_NAMED = 20;

/**
 * One pass through all sealed values for a key that was replaced. Whatever ends it early, a kill included, leaves each
 * value sealed with one key or the other, and the next pass of any broker finds what is left (T18).
 */
@Injectable()
export class ResealValues {
  private readonly logger = new Logger('Keys');
  private readonly owner = randomUUID();

  constructor(
    private readonly rotation: KeyRotation,
    private readonly config: BrokerConfig,
  ) {}

  /** Resolves to whether there was a key to work on. A broker that stops hands it on in the midst of its pass (row 9). */
  async execute(signal: AbortSignal): Promise<boolean> {
    const lease = await this.rotation.claim(this.owner, LEASE_MS);
    if (lease === undefined) return false;
    const findings = await this.pass(lease, signal);
    if (findings === undefined) await this.rotation.release(lease);
    else await this.end(lease, findings);
    return true;
  }

  private async pass(lease: KeyLease, signal: AbortSignal): Promise<PassFindings | undefined> {
    let resealed = 0;
    const unreadable: string[] = [];
    let cursor: ResealCursor | undefined;
    do {
      if (signal.aborted) return undefined;
      const step = await this.rotation.reseal(lease, cursor);
      resealed += step.resealed;
      unreadable.push(...step.unreadable);
      cursor = step.cursor;
    } while (cursor !== undefined);
    this.alarm(lease, unreadable);
    return { resealed, unreadable: unreadable.length };
  }

  private async end(lease: KeyLease, findings: PassFindings): Promise<void> {
    const { keyId } = lease;
    const limits = { keepMs: this.config.encryption.keepHours * HOUR_MS, pauseMs: HOUR_MS };
    const end = await this.rotation.endPass(lease, findings, limits);
    if (end === 'destroyed')
      this.logger.log({ message: 'a data key that nothing is sealed with was destroyed', keyId });
    else this.logger.log({ message: 'secrets were sealed anew', keyId, values: findings.resealed, outcome: end });
  }

  private alarm({ keyId }: KeyLease, unreadable: readonly string[]): void {
    if (unreadable.length === 0) return;
    this.logger.error({
      message: 'secrets do not open: their data key is kept',
      keyId,
      count: unreadable.length,
      values: unreadable.slice(0, MOST_NAMED),
    });
  }
}
