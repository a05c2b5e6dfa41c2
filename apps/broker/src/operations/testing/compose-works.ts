import { SimpleDispatcher } from '#dispatch';
import type { DockerDriver } from '#docker-driver';
import type { Stores } from '#persistence/testing';
import { StoredHostDirectory } from '../../agents-registry/stored-host-directory.js';
import type { BrokerConfig } from '../../config/broker-config.types.js';
import { ForeignHosts } from '../../dispatcher/foreign-hosts.js';
import { LivingHostChooser } from '../../dispatcher/living-host-chooser.js';
import { UsableHosts } from '../../dispatcher/usable-hosts.js';
import { RegistryImagePuller } from '../../registries/registry-image-puller.js';
import type { OperationWork } from '../operation-work.port.js';
import type { ServiceProbe } from '../service-probe.port.js';
import { BindWork } from '../work/bind.work.js';
import { BindingScripts } from '../work/binding-scripts.js';
import { ContainerFactory } from '../work/container-factory.js';
import { ContainerFarewell } from '../work/container-farewell.js';
import { ContainerFinder } from '../work/container-finder.js';
import { ContainerReadiness } from '../work/container-readiness.js';
import { ContainerRemoval } from '../work/container-removal.js';
import { ContainerShift } from '../work/container-shift.js';
import { DeprovisionWork } from '../work/deprovision.work.js';
import { FullHosts } from '../work/full-hosts.js';
import { GoodbyeScript } from '../work/goodbye-script.js';
import { InPlaceChange } from '../work/in-place-change.js';
import { InstancePlaces } from '../work/instance-places.js';
import { InstanceSites } from '../work/instance-site.js';
import { LeavingScripts } from '../work/leaving-scripts.js';
import { LifecycleScripts } from '../work/lifecycle-scripts.js';
import { ProvisionWork } from '../work/provision.work.js';
import { ReadinessSigns } from '../work/readiness-signs.js';
import { RepairWork } from '../work/repair.work.js';
import { ServiceContainers } from '../work/service-containers.js';
import { ServiceImages } from '../work/service-images.js';
import { SharedContainers } from '../work/shared-containers.js';
import { SuccessorMaker } from '../work/successor-maker.js';
import { TenantFarewell } from '../work/tenant-farewell.js';
import { TenantPlaces } from '../work/tenant-places.js';
import { UnbindWork } from '../work/unbind.work.js';
import { UpdateEnd } from '../work/update-end.js';
import { UpdateScript } from '../work/update-script.js';
import { UpdateSteps } from '../work/update-steps.js';
import { UpdateWork } from '../work/update.work.js';
import { WayBack } from '../work/way-back.js';

/** What one broker can do, put together as its modules do it. */
export function composeWorks(
  stores: Stores,
  docker: DockerDriver,
  config: BrokerConfig,
  probe: ServiceProbe,
): OperationWork[] {
  const { instances, houses, bindings, operations, hosts, certificates, installation } = stores;
  const directory = new StoredHostDirectory(hosts, certificates, config);
  const sites = new InstanceSites(instances, directory, installation);
  const foreign = new ForeignHosts(hosts, directory, docker);
  const chooser = new LivingHostChooser(new UsableHosts(hosts, directory), foreign, new SimpleDispatcher(), config);
  const finder = new ContainerFinder(docker);
  const readiness = new ContainerReadiness(docker, new ReadinessSigns(docker, probe));
  const images = new ServiceImages(docker, config, new RegistryImagePuller(docker, stores.registries, config));
  const factory = new ContainerFactory(docker, instances, config);
  const containers = new ServiceContainers(docker, images, factory, readiness);
  const removal = new ContainerRemoval(docker, finder);
  const shift = new ContainerShift(docker, finder, factory);
  const scripts = new LifecycleScripts(docker, operations, config);
  const bindingScripts = new BindingScripts(docker, finder, scripts, operations);
  const leaving = new LeavingScripts(bindings, bindingScripts, scripts);
  const tenants = new TenantPlaces(new SharedContainers(instances, operations, bindingScripts), leaving);
  const places = new InstancePlaces(new FullHosts(hosts, chooser, instances, config), containers, removal, tenants);
  const tenantFarewell = new TenantFarewell(instances, houses, leaving);
  const farewell = new ContainerFarewell(new GoodbyeScript(finder, scripts), removal);
  const inPlace = new InPlaceChange(docker, finder, config);
  const maker = new SuccessorMaker(images, factory, readiness, shift);
  const updateScript = new UpdateScript(scripts);
  const steps = new UpdateSteps(inPlace, maker, updateScript, instances);
  const end = new UpdateEnd(shift, new WayBack(inPlace, shift, removal, containers), updateScript, factory);
  return [
    new ProvisionWork(sites, instances, places, scripts),
    new UpdateWork(sites, instances, steps, end),
    new DeprovisionWork(sites, instances, farewell, tenantFarewell),
    new RepairWork(sites, instances, containers, shift),
    new BindWork(sites, bindings, bindingScripts),
    new UnbindWork(sites, bindings, bindingScripts),
  ];
}
