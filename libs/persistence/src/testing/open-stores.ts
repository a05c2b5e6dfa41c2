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
import type { DatabaseOptions } from '../persistence.options.js';
import { TypeormHostPassStore } from '../reconciler/typeorm-host-pass-store.js';
import { TypeormOrphanStore } from '../reconciler/typeorm-orphan-store.js';
import { TypeormRegistryStore } from '../registries/typeorm-registry-store.js';
import { DataKeys } from '../secrets/data-keys.js';
import { KeyEncryptionKeys } from '../secrets/key-encryption-keys.js';
import type { Key } from '../secrets/key.types.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SecretBox } from '../secrets/secret-box.js';
import { TypeormKeyRotation } from '../secrets/typeorm-key-rotation.js';
import { learningNewKeys } from '../secrets/with-new-keys.js';
import { TypeormServiceStore } from '../services/typeorm-service-store.js';

/** Whoever opens the same database again finds its secrets readable. */
const TEST_KEY = { keyId: 'test', bytes: randomBytes(32) };

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
  readonly box: SecretBox;
  readonly rotation: TypeormKeyRotation;
  readonly reservations: TypeormReservationStore;
  readonly accessTokens: TypeormAccessTokenStore;
}

/** SQLite in memory unless told otherwise: it opens in some milliseconds and is the stores' own fake (ADR 0006). */
export async function openStores(options: Partial<DatabaseOptions> = {}): Promise<Stores> {
  return openStoresOn(await openDatabase({ kind: 'sqlite', database: ':memory:', ...options }));
}

/** Those of one more broker: it has read the data keys of now, and learns others as a broker does. */
export async function openStoresOn(database: Database, keks: readonly Key[] = [TEST_KEY]): Promise<Stores> {
  const ring = new KeyRing();
  const keys = new DataKeys(database, new KeyEncryptionKeys({ keys: keks, fileKeys: [] }), ring);
  await keys.open();
  const box = new SecretBox(ring);
  const learning = <T extends object>(store: T): T => learningNewKeys(store, (keyId) => keys.learn(keyId));
  return {
    database,
    audit: new TypeormAuditStore(database),
    operations: new TypeormOperationStore(database),
    instances: learning(new TypeormServiceInstanceStore(database, box)),
    houses: learning(new TypeormHouseStore(database, box)),
    overview: learning(new TypeormInstanceOverview(database, box)),
    bindings: learning(new TypeormServiceBindingStore(database, box)),
    hosts: new TypeormHostStore(database),
    hostAdmin: new TypeormHostAdminStore(database),
    services: learning(new TypeormServiceStore(database, box)),
    certificates: learning(new TypeormCertificateStore(database, box)),
    health: new TypeormDatabaseHealth(database, { box, keys }),
    installation: await readInstallation(database),
    passes: new TypeormHostPassStore(database),
    orphans: learning(new TypeormOrphanStore(database, box)),
    registries: learning(new TypeormRegistryStore(database, box)),
    imagePulls: new TypeormImagePullStore(database),
    box,
    rotation: new TypeormKeyRotation(database, { box, keys }),
    reservations: new TypeormReservationStore(database, box),
    accessTokens: new TypeormAccessTokenStore(database),
  };
}
