import { X509Certificate } from 'node:crypto';
import type { Server, ServerOptions } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import type { TlsConfig } from '../config/tls-config.types.js';
import { checkServerIdentity, readServerIdentity, type ServerIdentity } from './server-identity.types.js';
import { toTlsOptions } from './to-tls-options.js';

const EVERY_MS = 5_000;
const HANDSHAKE_MS = 10_000;
const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/**
 * What the broker shows its clients: the files of `tls`, followed while it runs. Whoever is connected stays connected;
 * files that cannot be used leave the earlier ones in force (T5).
 */
export class LiveIdentity {
  private readonly logger = new Logger('Tls');
  private current: ServerIdentity;
  /** Seen once: perhaps the certificate is there already, and its key is still being written. */
  private suspect: unknown;
  private told: unknown;
  private warnedOn = 0;

  /** Throws `CertificateFaultError`. */
  constructor(private readonly config: TlsConfig) {
    this.current = readServerIdentity(config);
    checkServerIdentity(this.current);
  }

  /** For a new server. Certificates are asked of everybody, and missed on the paths of agents alone (T7). */
  get options(): ServerOptions {
    const asked = { requestCert: this.current.ca !== undefined, rejectUnauthorized: false };
    const limits = { handshakeTimeout: HANDSHAKE_MS, ALPNProtocols: ['http/1.1'] };
    return { ...toTlsOptions(this.config, this.current), ...asked, ...limits };
  }

  /** Looks at the files from now on, and at once on SIGHUP. The answer ends it. */
  follow(server: Pick<Server, 'setSecureContext'>): () => void {
    const look = (): void => {
      this.look(server);
    };
    const hurry = (): void => {
      this.look(server);
      this.look(server);
    };
    const timer = setInterval(look, EVERY_MS).unref();
    process.on('SIGHUP', hurry);
    this.warnBeforeItEnds();
    return () => {
      clearInterval(timer);
      process.off('SIGHUP', hurry);
    };
  }

  /** Never throws. */
  look(server: Pick<Server, 'setSecureContext'>): void {
    this.warnBeforeItEnds();
    try {
      const found = readServerIdentity(this.config);
      if (!isDeepStrictEqual(found, this.current)) this.replace(server, found);
    } catch (error) {
      this.doubt(error instanceof Error ? error.message : 'unknown error');
    }
  }

  private replace(server: Pick<Server, 'setSecureContext'>, found: ServerIdentity): void {
    checkServerIdentity(found);
    server.setSecureContext(toTlsOptions(this.config, found));
    this.current = found;
    this.told = undefined;
    this.logger.log({ message: 'certificate replaced', validTo: new X509Certificate(found.cert).validTo });
  }

  private doubt(reason: string): void {
    if (this.suspect === reason && this.told !== reason) {
      this.told = reason;
      this.logger.warn({ message: 'the new certificate cannot be used: the earlier one stays', reason });
    }
    this.suspect = reason;
  }

  /** Once a day. */
  private warnBeforeItEnds(nowMs = Date.now()): void {
    const { validTo } = new X509Certificate(this.current.cert);
    const daysLeft = Math.floor((Date.parse(validTo) - nowMs) / DAY_MS);
    if (daysLeft > SOON_DAYS || nowMs - this.warnedOn < DAY_MS) return;
    this.warnedOn = nowMs;
    this.logger.warn({ message: "the broker's certificate ends soon: replace its files", daysLeft });
  }
}
