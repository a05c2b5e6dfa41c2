import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, DockerDriverError, HostUntrustedError } from '#docker-driver';
import { type Host, HostStore } from '#persistence';
import { UnprocessableError } from '../osb/osb.errors.js';
import type { CompleteCertificate } from './check-certificate.js';

/** Agents wait for their answer no longer than for the next ping. */
const PATIENCE_MS = 2_000;
/** Below 0 and never twice the same: no connection of stored certificates, or of another try, is taken for this one's. */
const MOST_VERSIONS = 2 ** 47;

/** A handshake with the host before its certificates are replaced (failure-model row 67). */
@Injectable()
export class TryCertificate {
  private readonly logger = new Logger('Certificates');

  constructor(
    private readonly hosts: HostStore,
    private readonly docker: DockerDriver,
  ) {}

  /**
   * Throws `UnprocessableError` when TLS fails, on either side. A host that is not known yet, or does not answer now, is
   * no reason to refuse: its agent may have started before its engine, and must not be kept waiting for it.
   */
  async execute(dockerHost: string, certificate: CompleteCertificate): Promise<void> {
    const host = await this.findLatest(dockerHost);
    if (host === undefined) return;
    const failure = await this.shakeHands(host, certificate);
    if (failure instanceof HostUntrustedError) throw this.refuse(failure);
    if (failure === undefined) return;
    const message = 'certificates taken untried: the host does not answer';
    this.logger.warn({ message, dockerHost, reason: failure.message });
  }

  /** The port that its agent named last. */
  private async findLatest(dockerHost: string): Promise<Host | undefined> {
    const hosts = (await this.hosts.findAll()).filter((host) => host.dockerHost === dockerHost);
    return hosts.sort((a, b) => a.silentMs - b.silentMs)[0];
  }

  private async shakeHands(
    { dockerHost, dockerPort }: Host,
    certificate: CompleteCertificate,
  ): Promise<Error | undefined> {
    const tls = { version: -randomInt(1, MOST_VERSIONS), ...certificate };
    const answer = this.docker.describeEngine({ kind: 'tcp', host: dockerHost, port: dockerPort, tls });
    const outcome = answer.then(() => undefined, toFailure);
    const tooLate = sleep(PATIENCE_MS, new Error(`no answer within ${PATIENCE_MS} ms`), { ref: false });
    return Promise.race([outcome, tooLate]);
  }

  private refuse({ message }: Error): UnprocessableError {
    this.logger.warn({ message: 'certificates refused: TLS failed', reason: message });
    return new UnprocessableError(
      `The host cannot be reached with these certificates, the earlier ones stay in force. ${message}`,
    );
  }
}

function toFailure(error: unknown): Error {
  if (error instanceof DockerDriverError) return error;
  throw error;
}
