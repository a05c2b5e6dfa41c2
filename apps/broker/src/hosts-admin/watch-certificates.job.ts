import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { HostAdminStore, type HostDetails } from '#persistence';
import { readCertificate } from './read-certificate.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FEW_DAYS = 14;

/** Tells of certificates that run out, once a day for all brokers: without one its host cannot be spoken to. */
@Injectable()
export class WatchCertificatesJob {
  private readonly logger = new Logger('Hosts');

  constructor(private readonly hosts: HostAdminStore) {}

  @Interval(HOUR_MS)
  async watch(): Promise<void> {
    try {
      for (const host of await this.hosts.findAll()) await this.check(host);
    } catch (error) {
      const reason = error instanceof Error ? describeError(error) : '';
      this.logger.warn({ message: 'certificates of hosts could not be looked up', reason });
    }
  }

  private async check({ hostId, certificate }: HostDetails): Promise<void> {
    const facts = certificate?.cert === undefined ? undefined : readCertificate(certificate.cert, Date.now());
    if (facts === undefined || facts.daysLeft >= FEW_DAYS) return;
    if (!(await this.hosts.claimCertificateWarning(hostId, DAY_MS))) return;
    const { subject, daysLeft } = facts;
    const notAfter = facts.notAfter.toISOString();
    this.logger.warn({ message: 'certificate of a host runs out: renew it', hostId, subject, notAfter, daysLeft });
  }
}
