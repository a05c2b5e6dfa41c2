import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { DockerDriver } from '#docker-driver';
import { ensureKeyFile, PersistenceModule, type PersistenceOptions } from '#persistence';
import { AccessModule } from './access/access.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AgentsRegistryModule } from './agents-registry/agents-registry.module.js';
import { BindingsModule } from './bindings/bindings.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import type { BrokerConfig } from './config/broker-config.types.js';
import { ConfigModule } from './config/config.module.js';
import { databaseFile, encryptionKeyFile } from './config/resolve-paths.js';
import { DockerModule } from './docker.module.js';
import { DrainsModule } from './drains/drains.module.js';
import { HealthModule } from './health/health.module.js';
import { HostsAdminModule } from './hosts-admin/hosts-admin.module.js';
import { InstanceLogsModule } from './instance-logs/instance-logs.module.js';
import { InstancesModule } from './instances/instances.module.js';
import { CheckShapePipe } from './osb/check-shape.pipe.js';
import { ErrorFilter } from './osb/error.filter.js';
import { OverviewModule } from './overview/overview.module.js';
import { PrepullModule } from './prepull/prepull.module.js';
import { ReconcilerModule } from './reconciler/reconciler.module.js';
import { RegistriesModule } from './registries/registries.module.js';

/** The composition root: what the broker is made of. */
@Module({})
export class BrokerModule {
  static forRoot(config: BrokerConfig, docker: DockerDriver): DynamicModule {
    return {
      module: BrokerModule,
      imports: [
        ConfigModule.forRoot(config),
        PersistenceModule.forRoot(toPersistenceOptions(config)),
        DockerModule.forRoot(docker),
        AccessModule,
        AuditModule,
        CatalogModule,
        InstancesModule,
        BindingsModule,
        AgentsRegistryModule,
        CertificatesModule,
        HealthModule,
        ReconcilerModule,
        HostsAdminModule,
        OverviewModule,
        RegistriesModule,
        PrepullModule,
        InstanceLogsModule,
        DrainsModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useClass: CheckShapePipe },
      ],
    };
  }
}

function toPersistenceOptions(config: BrokerConfig): PersistenceOptions {
  const { driver, database, options, ...server } = config.persister;
  const key = ensureKeyFile(encryptionKeyFile(config));
  if (driver === 'sqlite') return { kind: driver, database: databaseFile(config), driverOptions: options, key };
  return { kind: driver, database, ...server, driverOptions: options, key };
}
