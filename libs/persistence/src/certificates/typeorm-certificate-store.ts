import type { Database } from '../database/database.js';
import { findRow } from '../database/find-rows.js';
import { CertificateEntity } from '../entities/certificate.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import { unlessUnreadable } from '../secrets/unless-unreadable.js';
import { CertificateStore } from './certificate-store.port.js';
import type { HostCertificate } from './certificate.types.js';

export class TypeormCertificateStore extends CertificateStore {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
  }

  override async find(dockerHost: string): Promise<HostCertificate | undefined> {
    const row = await this.database.read((manager) => findRow(manager, CertificateEntity, { dockerHost }));
    return row === null ? undefined : this.toCertificate(row);
  }

  override async findAll(): Promise<readonly HostCertificate[]> {
    const rows = await this.database.read((manager) =>
      manager.find(CertificateEntity, { order: { dockerHost: 'ASC' } }),
    );
    return rows.map((row) => unlessUnreadable(() => this.toCertificate(row), withoutKey(row)));
  }

  override put(certificate: Omit<HostCertificate, 'version'>): Promise<void> {
    return this.database.transaction('put certificate', async (manager) => {
      const { dockerHost } = certificate;
      const row = await manager.findOneBy(CertificateEntity, { dockerHost });
      if (row === null) await manager.insert(CertificateEntity, this.toRow(certificate, 1));
      else if (!unlessUnreadable(() => isSame(this.toCertificate(row), certificate), false))
        await manager.update(CertificateEntity, { dockerHost }, this.toRow(certificate, row.version + 1));
    });
  }

  override async remove(dockerHost: string): Promise<boolean> {
    const { affected } = await this.database.write('remove certificate', (manager) =>
      manager.delete(CertificateEntity, { dockerHost }),
    );
    return affected === 1;
  }

  private toRow(certificate: Omit<HostCertificate, 'version'>, version: number): CertificateEntity {
    const { dockerHost, ca, cert, key } = certificate;
    const keySealed = key === undefined ? null : this.box.seal(key, placeOf(dockerHost));
    return { dockerHost, version, ca: ca ?? null, cert: cert ?? null, keySealed };
  }

  private toCertificate(row: CertificateEntity): HostCertificate {
    const key = row.keySealed === null ? undefined : this.box.open(row.keySealed, placeOf(row.dockerHost));
    return { ...withoutKey(row), key };
  }
}

function withoutKey({ dockerHost, version, ca, cert }: CertificateEntity): HostCertificate {
  return { dockerHost, version, ca: ca ?? undefined, cert: cert ?? undefined, key: undefined };
}

function placeOf(dockerHost: string): SecretPlace {
  return { table: 'host_certificate', column: 'key', rowId: dockerHost };
}

function isSame(stored: HostCertificate, given: Omit<HostCertificate, 'version'>): boolean {
  return stored.ca === given.ca && stored.cert === given.cert && stored.key === given.key;
}
