import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { DispatcherModule } from '../dispatcher/dispatcher.module.js';
import { ALL_WORK, DurableOperationRunner } from './durable-operation-runner.js';
import { ForgetOperationsJob } from './forget-operations.job.js';
import { OperationRunner } from './operation-runner.port.js';
import type { OperationWork } from './operation-work.port.js';
import { ReportLateOperationsJob } from './report-late-operations.job.js';
import { ResumeOperationsJob } from './resume-operations.job.js';
import { BindWork } from './work/bind.work.js';
import { BindingScripts } from './work/binding-scripts.js';
import { DeprovisionWork } from './work/deprovision.work.js';
import { InstancePlaces } from './work/instance-places.js';
import { InstanceSites } from './work/instance-site.js';
import { LifecycleScripts } from './work/lifecycle-scripts.js';
import { ProvisionWork } from './work/provision.work.js';
import { RepairWork } from './work/repair.work.js';
import { ServiceContainers } from './work/service-containers.js';
import { ServiceImages } from './work/service-images.js';
import { UnbindWork } from './work/unbind.work.js';

const WORKS = [ProvisionWork, DeprovisionWork, BindWork, UnbindWork, RepairWork];

/** The durable engine, and what each kind of operation does. */
@Module({
  imports: [ScheduleModule.forRoot(), AgentsRegistryModule, DispatcherModule],
  providers: [
    InstanceSites,
    ServiceImages,
    ServiceContainers,
    LifecycleScripts,
    BindingScripts,
    InstancePlaces,
    ...WORKS,
    { provide: ALL_WORK, useFactory: (...works: OperationWork[]) => works, inject: WORKS },
    DurableOperationRunner,
    { provide: OperationRunner, useExisting: DurableOperationRunner },
    ResumeOperationsJob,
    ForgetOperationsJob,
    ReportLateOperationsJob,
  ],
  exports: [OperationRunner],
})
export class OperationsModule {}
