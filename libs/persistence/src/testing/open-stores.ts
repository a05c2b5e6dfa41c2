import { randomBytes } from 'node:crypto';
import { TypeormAccessTokenStore } from '../access-tokens/typeorm-access-token-store.js';
import { TypeormAuditStore } from '../audit/typeorm-audit-store.js';
import { TypeormServiceBindingStore } from '../bindings/typeorm-service-binding-store.js';
import { TypeormReservationStore } from '../capacity/typeorm-reservation-store.js';
import { TypeormCertificateStore } from '../certificates/typeorm-certificate-store.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { TypeormDatabaseHealth } from '../health/typeorm-database-health.js';
import { TypeormHostStore } from '../hosts/typeorm-host-store.js';
import { TypeormHostAdminStore } from '../hosts-admin/typeorm-host-admin-store.js';
import { TypeormHouseStore } from '../houses/typeorm-house-store.js';
import { TypeormImagePullStore } from '../image-pulls/typeorm-image-pull-store.js';
import type { Installation } from '../installation/installation.js';
import { readInstallation } from '../installation/read-installation.js';
import { TypeormInstanceOverview } from '../instances/typeorm-instance-overview.js';
import { TypeormServiceInstanceStore } from '../instances/typeorm-service-instance-store.js';
import { TypeormOperationStore } from '../operations/typeorm-operation-store.js';
import type { PersistenceOptions } from '../persistence.options.js';
import { TypeormHostPassStore } from '../reconciler/typeorm-host-pass-store.js';
import { TypeormOrphanStore } from '../reconciler/typeorm-orphan-store.js';
import { TypeormRegistryStore } from '../registries/typeorm-registry-store.js';
import { SecretBox } from '../secrets/secret-box.js';
import { TypeormServiceStore } from '../services/typeorm-service-store.js';

/** Whoever opens the same database again finds its secrets readable. */
export const TEST_KEY = { keyId: 'test', bytes: randomBytes(32) };

/** All stores on one database, put together without Nest. */
export interface Stores {
  readonly database: Database;
  readonly audit: TypeormAuditStore;
  readonly operations: TypeormOperationStore;
  readonly instances: TypeormServiceInstanceStore;
  readonly houses: TypeormHouseStore;
  readonly overview: TypeormInstanceOverview;
  readonly bindings: TypeormServiceBindingStore;
  readonly hosts: TypeormHostStore;
  readonly hostAdmin: TypeormHostAdminStore;
  readonly services: TypeormServiceStore;
  readonly certificates: TypeormCertificateStore;
  readonly health: TypeormDatabaseHealth;
  readonly installation: Installation;
  readonly passes: TypeormHostPassStore;
  readonly orphans: TypeormOrphanStore;
  readonly registries: TypeormRegistryStore;
  readonly imagePulls: TypeormImagePullStore;
  readonly reservations: TypeormReservationStore;
  readonly accessTokens: TypeormAccessTokenStore;
}

/** SQLite in memory unless told otherwise: it opens in some milliseconds and is the stores' own fake (ADR 0006). */
export async function openStores(options: Partial<Omit<PersistenceOptions, 'key'>> = {}): Promise<Stores> {
  const database = await openDatabase({ kind: 'sqlite', database: ':memory:', ...options, key: TEST_KEY });
  const box = new SecretBox(TEST_KEY);
  return {
    database,
    audit: new TypeormAuditStore(database),
    operations: new TypeormOperationStore(database),
    instances: new TypeormServiceInstanceStore(database, box),
    houses: new TypeormHouseStore(database, box),
    overview: new TypeormInstanceOverview(database, box),
    bindings: new TypeormServiceBindingStore(database, box),
    hosts: new TypeormHostStore(database),
    hostAdmin: new TypeormHostAdminStore(database),
    services: new TypeormServiceStore(database, box),
    certificates: new TypeormCertificateStore(database, box),
    health: new TypeormDatabaseHealth(database, { box, keyId: TEST_KEY.keyId }),
    installation: await readInstallation(database),
    passes: new TypeormHostPassStore(database),
    orphans: new TypeormOrphanStore(database, box),
    registries: new TypeormRegistryStore(database, box),
    imagePulls: new TypeormImagePullStore(database),
    reservations: new TypeormReservationStore(database, box),
    accessTokens: new TypeormAccessTokenStore(database),
  };
}
