import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { AccessTokenStore } from './access-tokens/access-token-store.port.js';
import { TypeormAccessTokenStore } from './access-tokens/typeorm-access-token-store.js';
import { AuditStore } from './audit/audit-store.port.js';
import { TypeormAuditStore } from './audit/typeorm-audit-store.js';
import { ServiceBindingStore } from './bindings/service-binding-store.port.js';
import { TypeormServiceBindingStore } from './bindings/typeorm-service-binding-store.js';
import { ReservationStore } from './capacity/reservation-store.port.js';
import { TypeormReservationStore } from './capacity/typeorm-reservation-store.js';
import { CertificateStore } from './certificates/certificate-store.port.js';
import { TypeormCertificateStore } from './certificates/typeorm-certificate-store.js';
import { Database } from './database/database.js';
import { openDatabase } from './database/open-database.js';
import { DatabaseHealth } from './health/database-health.port.js';
import { TypeormDatabaseHealth } from './health/typeorm-database-health.js';
import { HostStore } from './hosts/host-store.port.js';
import { TypeormHostStore } from './hosts/typeorm-host-store.js';
import { HostAdminStore } from './hosts-admin/host-admin-store.port.js';
import { TypeormHostAdminStore } from './hosts-admin/typeorm-host-admin-store.js';
import { HouseStore } from './houses/house-store.port.js';
import { TypeormHouseStore } from './houses/typeorm-house-store.js';
import { ImagePullStore } from './image-pulls/image-pull-store.port.js';
import { TypeormImagePullStore } from './image-pulls/typeorm-image-pull-store.js';
import { Installation } from './installation/installation.js';
import { readInstallation } from './installation/read-installation.js';
import { InstanceOverview } from './instances/instance-overview.port.js';
import { ServiceInstanceStore } from './instances/service-instance-store.port.js';
import { TypeormInstanceOverview } from './instances/typeorm-instance-overview.js';
import { TypeormServiceInstanceStore } from './instances/typeorm-service-instance-store.js';
import { fillOwnerKeys } from './limits/fill-owner-keys.js';
import { OperationStore } from './operations/operation-store.port.js';
import { TypeormOperationStore } from './operations/typeorm-operation-store.js';
import type { PersistenceOptions } from './persistence.options.js';
import { HostPassStore } from './reconciler/host-pass-store.port.js';
import { OrphanStore } from './reconciler/orphan-store.port.js';
import { TypeormHostPassStore } from './reconciler/typeorm-host-pass-store.js';
import { TypeormOrphanStore } from './reconciler/typeorm-orphan-store.js';
import { RegistryStore } from './registries/registry-store.port.js';
import { TypeormRegistryStore } from './registries/typeorm-registry-store.js';
import { checkKey } from './secrets/check-key.js';
import { SecretBox } from './secrets/secret-box.js';
import { ServiceStore } from './services/service-store.port.js';
import { TypeormServiceStore } from './services/typeorm-service-store.js';

const STORES: Provider[] = [
  { provide: Installation, useFactory: readInstallation, inject: [Database] },
  { provide: OperationStore, useFactory: (db: Database) => new TypeormOperationStore(db), inject: [Database] },
  { provide: AuditStore, useFactory: (db: Database) => new TypeormAuditStore(db), inject: [Database] },
  { provide: HostStore, useFactory: (db: Database) => new TypeormHostStore(db), inject: [Database] },
  { provide: HostAdminStore, useFactory: (db: Database) => new TypeormHostAdminStore(db), inject: [Database] },
  { provide: HostPassStore, useFactory: (db: Database) => new TypeormHostPassStore(db), inject: [Database] },
  { provide: ImagePullStore, useFactory: (db: Database) => new TypeormImagePullStore(db), inject: [Database] },
  { provide: AccessTokenStore, useFactory: (db: Database) => new TypeormAccessTokenStore(db), inject: [Database] },
  sealed(RegistryStore, TypeormRegistryStore),
  sealed(OrphanStore, TypeormOrphanStore),
  sealed(ServiceInstanceStore, TypeormServiceInstanceStore),
  sealed(InstanceOverview, TypeormInstanceOverview),
  sealed(ServiceBindingStore, TypeormServiceBindingStore),
  sealed(ServiceStore, TypeormServiceStore),
  sealed(CertificateStore, TypeormCertificateStore),
  sealed(HouseStore, TypeormHouseStore),
  sealed(ReservationStore, TypeormReservationStore),
];

const PORTS = [
  AuditStore,
  HouseStore,
  OperationStore,
  HostStore,
  ServiceInstanceStore,
  InstanceOverview,
  ServiceBindingStore,
  ServiceStore,
  CertificateStore,
  DatabaseHealth,
  Installation,
  HostAdminStore,
  HostPassStore,
  OrphanStore,
  RegistryStore,
  ImagePullStore,
  ReservationStore,
  AccessTokenStore,
];

function sealed<T>(port: abstract new () => T, adapter: new (database: Database, box: SecretBox) => T): Provider {
  return {
    provide: port as never,
    useFactory: (database: Database, box: SecretBox) => new adapter(database, box),
    inject: [Database, SecretBox],
  };
}

/** The shared memory of all brokers: opened, migrated and checked before anything that injects a store is made. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(options: PersistenceOptions): DynamicModule {
    const box = new SecretBox(options.key);
    const key = { box, keyId: options.key.keyId };
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: SecretBox, useValue: box },
        { provide: Database, useFactory: () => openChecked(options, box) },
        {
          provide: DatabaseHealth,
          useFactory: (database: Database) => new TypeormDatabaseHealth(database, key),
          inject: [Database],
        },
        ...STORES,
      ],
      exports: PORTS,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

async function openChecked(options: PersistenceOptions, box: SecretBox): Promise<Database> {
  const database = await openDatabase(options);
  await checkKey(database, box, options.key.keyId);
  await fillOwnerKeys(database, box);
  return database;
}
