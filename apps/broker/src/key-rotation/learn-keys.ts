import { Injectable, Logger } from '@nestjs/common';
import { KeyRotation, type MissingKey } from '#persistence';

/** Three looks of every broker that runs: by then each has learnt a new key, or has taken it back. */
const KNOWN_FOR_MS = 15_000;

/** Learns which data keys there are, and takes a new one into use once every broker has had the time to learn it (T18). */
@Injectable()
export class LearnKeys {
  private readonly logger = new Logger('Keys');
  private readonly told = new Set<string>();

  constructor(private readonly rotation: KeyRotation) {}

  async execute(): Promise<void> {
    for (const missing of await this.rotation.refresh()) await this.report(missing);
    const keyId = await this.rotation.promote(KNOWN_FOR_MS);
    if (keyId !== undefined) this.logger.log({ message: 'secrets are sealed with a new data key from now on', keyId });
  }

  /** A key that this broker could not read is taken back before anything is sealed with it. */
  private async report({ keyId, kekId, isNext }: MissingKey): Promise<void> {
    if (isNext && (await this.rotation.withdraw(keyId)))
      this.logger.error({
        message: 'the new data key was taken back: it is wrapped with a key that this broker does not hold',
        keyId,
        kekId,
      });
    else this.tellOnce(keyId, kekId);
  }

  private tellOnce(keyId: string, kekId: string): void {
    const pair = `${keyId}/${kekId}`;
    if (this.told.has(pair)) return;
    this.told.add(pair);
    this.logger.error({
      message: 'a data key is wrapped with a key that this broker does not hold: without it no broker can start',
      keyId,
      kekId,
    });
  }
}
