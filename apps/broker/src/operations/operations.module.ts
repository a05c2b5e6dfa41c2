import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { DispatcherModule } from '../dispatcher/dispatcher.module.js';
import { RegistriesModule } from '../registries/registries.module.js';
import { ALL_WORK, DurableOperationRunner } from './durable-operation-runner.js';
import { ForgetOperationsJob } from './forget-operations.job.js';
import { OperationRunner } from './operation-runner.port.js';
import type { OperationWork } from './operation-work.port.js';
import { RemoveEmptyHousesJob } from './remove-empty-houses.job.js';
import { ReportLateOperationsJob } from './report-late-operations.job.js';
import { ResumeOperationsJob } from './resume-operations.job.js';
import { toAdmission } from '../agents-registry/admit-address.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { ServiceProbe } from './service-probe.port.js';
import { BindWork } from './work/bind.work.js';
import { BindingScripts } from './work/binding-scripts.js';
import { ContainerFactory } from './work/container-factory.js';
import { ContainerFarewell } from './work/container-farewell.js';
import { ContainerFinder } from './work/container-finder.js';
import { ContainerReadiness } from './work/container-readiness.js';
import { ContainerRemoval } from './work/container-removal.js';
import { ContainerShift } from './work/container-shift.js';
import { DeprovisionWork } from './work/deprovision.work.js';
import { FullHosts } from './work/full-hosts.js';
import { GoodbyeScript } from './work/goodbye-script.js';
import { InPlaceChange } from './work/in-place-change.js';
import { InstancePlaces } from './work/instance-places.js';
import { InstanceSites } from './work/instance-site.js';
import { LeavingScripts } from './work/leaving-scripts.js';
import { LifecycleScripts } from './work/lifecycle-scripts.js';
import { NetworkServiceProbe } from './work/network-service-probe.js';
import { ProvisionWork } from './work/provision.work.js';
import { ReadinessSigns } from './work/readiness-signs.js';
import { RepairWork } from './work/repair.work.js';
import { ServiceContainers } from './work/service-containers.js';
import { ServiceImages } from './work/service-images.js';
import { SharedContainers } from './work/shared-containers.js';
import { SuccessorMaker } from './work/successor-maker.js';
import { TenantFarewell } from './work/tenant-farewell.js';
import { TenantPlaces } from './work/tenant-places.js';
import { UnbindWork } from './work/unbind.work.js';
import { UpdateEnd } from './work/update-end.js';
import { UpdateScript } from './work/update-script.js';
import { UpdateSteps } from './work/update-steps.js';
import { UpdateWork } from './work/update.work.js';
import { WayBack } from './work/way-back.js';

const WORKS = [ProvisionWork, UpdateWork, DeprovisionWork, BindWork, UnbindWork, RepairWork];

/** The durable engine, and what each kind of operation does. */
@Module({
  imports: [ScheduleModule.forRoot(), AgentsRegistryModule, DispatcherModule, RegistriesModule],
  providers: [
    InstanceSites,
    ServiceImages,
    ContainerFinder,
    ContainerReadiness,
    ReadinessSigns,
    {
      provide: ServiceProbe,
      inject: [BrokerConfig],
      useFactory: ({ docker }: BrokerConfig) => new NetworkServiceProbe(toAdmission(docker)),
    },
    ContainerRemoval,
    ContainerFactory,
    ContainerShift,
    ServiceContainers,
    SuccessorMaker,
    InPlaceChange,
    UpdateSteps,
    UpdateEnd,
    WayBack,
    FullHosts,
    LifecycleScripts,
    UpdateScript,
    GoodbyeScript,
    BindingScripts,
    InstancePlaces,
    SharedContainers,
    LeavingScripts,
    TenantPlaces,
    ContainerFarewell,
    TenantFarewell,
    ...WORKS,
    { provide: ALL_WORK, useFactory: (...works: OperationWork[]) => works, inject: WORKS },
    DurableOperationRunner,
    { provide: OperationRunner, useExisting: DurableOperationRunner },
    ResumeOperationsJob,
    ForgetOperationsJob,
    RemoveEmptyHousesJob,
    ReportLateOperationsJob,
  ],
  exports: [OperationRunner],
})
export class OperationsModule {}
