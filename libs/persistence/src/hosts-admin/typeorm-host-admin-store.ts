import type { Database } from '../database/database.js';
import { HostEntity } from '../entities/host.entity.js';
import type { HostAdmission } from '../hosts/host-admission.types.js';
import { lockHost } from '../hosts/lock-host.js';
import { HostAdminStore } from './host-admin-store.port.js';
import type { BegunRemoval, HostDetails, RemovalStep } from './host-details.types.js';
import { readHosts } from './read-hosts.js';
import { beginRemoval, continueRemoval, Occupied } from './remove-host.js';

export class TypeormHostAdminStore extends HostAdminStore {
  private readonly nowMs: string;

  constructor(private readonly database: Database) {
    super();
    this.nowMs = database.dialect.nowMs;
  }

  override findAll(): Promise<readonly HostDetails[]> {
    return this.database.read((manager) => readHosts(manager, this.nowMs));
  }

  override async find(hostId: string): Promise<HostDetails | undefined> {
    const [host] = await this.database.read((manager) => readHosts(manager, this.nowMs, hostId));
    return host;
  }

  override admit(hostId: string, admission: Exclude<HostAdmission, 'removing'>): Promise<HostAdmission | undefined> {
    return this.database.transaction('admit', async (manager) => {
      const host = await manager.findOneBy(HostEntity, { id: hostId });
      if (host === null) return undefined;
      await lockHost(manager, hostId);
      await manager.update(HostEntity, { id: hostId }, { admission });
      return host.admission as HostAdmission;
    });
  }

  override beginRemoval(hostId: string, isForced: boolean): Promise<BegunRemoval> {
    const removal = { hostId, nowMs: this.nowMs };
    return this.database
      .transaction('begin removal', (manager) => beginRemoval(manager, removal, isForced))
      .catch(toRefusal);
  }

  override continueRemoval(hostId: string, description: string): Promise<RemovalStep> {
    const removal = { hostId, nowMs: this.nowMs };
    return this.database.transaction('continue removal', (manager) => continueRemoval(manager, removal, description));
  }

  override async claimCertificateWarning(hostId: string, everyMs: number): Promise<boolean> {
    const { affected } = await this.database.write('claim certificate warning', (manager) =>
      manager
        .createQueryBuilder()
        .update(HostEntity)
        .set({ certificateToldAt: () => this.nowMs })
        .where(`id = :hostId AND certificate_told_at <= ${this.nowMs} - ${Math.trunc(everyMs)}`, { hostId })
        .execute(),
    );
    return affected === 1;
  }
}

function toRefusal(error: unknown): BegunRemoval {
  if (error instanceof Occupied) return error.refusal;
  throw error;
}
