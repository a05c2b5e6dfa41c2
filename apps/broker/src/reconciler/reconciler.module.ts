import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { AdoptOrphan } from './adopt-orphan.js';
import { CarryOutActions } from './carry-out-actions.js';
import { CheckEngine } from './check-engine.js';
import { JudgeHost } from './judge-host.js';
import { ListOrphans } from './list-orphans.js';
import { LookAfterHost } from './look-after-host.js';
import { OrphanResources } from './orphan-resources.js';
import { OrphansController } from './orphans.controller.js';
import { ProbeHost } from './probe-host.js';
import { ReconcileHost } from './reconcile-host.js';
import { ReconcileHostsJob } from './reconcile-hosts.job.js';
import { RemoveOrphan } from './remove-orphan.js';
import { RemoveOrphans } from './remove-orphans.js';
import { RepairInstance } from './repair-instance.js';
import { TendInstance } from './tend-instance.js';

/** Compares what the hosts have with what the database says, mends what it may, and reports the rest. */
@Module({
  imports: [AgentsRegistryModule, CatalogModule, OperationsModule],
  controllers: [OrphansController],
  providers: [
    ProbeHost,
    JudgeHost,
    RepairInstance,
    TendInstance,
    RemoveOrphans,
    CarryOutActions,
    CheckEngine,
    LookAfterHost,
    ReconcileHost,
    ReconcileHostsJob,
    OrphanResources,
    ListOrphans,
    AdoptOrphan,
    RemoveOrphan,
  ],
})
export class ReconcilerModule {}
