import { Injectable } from '@nestjs/common';
import type { ContainerInfo } from '#docker-driver';
import { type InstanceTarget, type MadeContainer, nameGeneration } from '#persistence';
import { nameVolume } from '../container-name.types.js';
import { NeverPossibleError, WorkFailedError } from '../operations.errors.js';
import { ContainerFactory } from './container-factory.js';
import { ContainerReadiness } from './container-readiness.js';
import { ContainerShift } from './container-shift.js';
import { hasOwnContainer, type InstanceSite, type InstanceTask, toTargetSite } from './instance-site.js';
import { mergeVolumePaths } from './merge-volume-paths.js';
import { findSize } from './sized-path.js';
import type { Served } from './service-containers.js';
import { chooseNextImage, type LocalImage, ServiceImages } from './service-images.js';
import { MOST_VOLUMES, volumePathsOf } from './to-container-spec.js';

/** What is to take the place of an instance's container. */
export interface Successor extends Served {
  readonly made: MadeContainer;
}

const ELSEWHERE =
  'The other version or plan keeps its data at another place, and would not find what is there. Make a new instance.';

const OF_OTHERS = 'The container of this service is used by others, and is not replaced. Make a new instance instead.';
const OF_ANOTHER_SIZE = 'The other plan has another size for a volume, and volumes keep theirs. Make a new instance.';

/**
 * A new container in the place of the one that serves an instance, on the same volumes and ports. It is made before the
 * old one is stopped, and the old one is kept until the database says that the new one serves (failure-model row 61).
 */
@Injectable()
export class SuccessorMaker {
  constructor(
    private readonly images: ServiceImages,
    private readonly factory: ContainerFactory,
    private readonly readiness: ContainerReadiness,
    private readonly shift: ContainerShift,
  ) {}

  /** Whether an earlier turn of the same update has come as far as the new container. */
  async hasBegun(site: InstanceSite, target: InstanceTarget): Promise<boolean> {
    return (await this.shift.findSuccessor(site, target)) !== undefined;
  }

  /** The new container, serving; the old one is stopped, but there. What others use is never stopped. */
  async make(task: InstanceTask, target: InstanceTarget): Promise<Successor> {
    if (!hasOwnContainer(task.site)) throw new NeverPossibleError(OF_OTHERS);
    const image = await this.images.ensure(task, chooseNextImage(task.site, target));
    const next = { ...task, site: await this.toNextSite(task.site, target, image) };
    const ports = await this.factory.claimPorts(next, image);
    const make = (): Promise<MadeContainer> => this.factory.make(next, image, ports, { restart: 'no' });
    const prepare = (): Promise<void> => this.factory.prepare(next.site);
    const made = await task.lease.step('successor', 'making the new container', make, prepare);
    const { containerId } = made;
    await this.shift.takeOver(task, containerId);
    await this.readiness.checkRunning(next.site, containerId);
    await this.readiness.waitUntilHealthy(next, image, { containerId, ports });
    return { containerId, ports, made };
  }

  private async toNextSite(site: InstanceSite, target: InstanceTarget, { info }: LocalImage): Promise<InstanceSite> {
    const next = toTargetSite(site, target);
    const { baseName, volumePaths } = site.instance;
    const held = volumePaths ?? toPaths(await this.shift.findPresent(site), baseName);
    if (held === undefined) throw new WorkFailedError("The service's container is gone.");
    const merged = mergeVolumePaths(held, volumePathsOf(next.definition, info));
    if (merged === undefined) throw new NeverPossibleError(ELSEWHERE);
    const [before, after] = [site.definition.volumes, next.definition.volumes];
    if (held.some((path) => findSize(before, path) !== findSize(after, path)))
      throw new NeverPossibleError(OF_ANOTHER_SIZE);
    const containerName = nameGeneration(baseName, target.generation);
    return { ...next, instance: { ...next.instance, containerName, volumePaths: merged } };
  }
}

/** Of containers that were made before paths were stored. Volumes without our name are the engine's own, and go with it. */
function toPaths(container: ContainerInfo | undefined, baseName: string): readonly string[] | undefined {
  if (container === undefined) return undefined;
  const { volumes } = container;
  const own = Array.from({ length: MOST_VOLUMES }, (_, index) => nameVolume(baseName, index));
  return own.flatMap((name) => volumes.filter(({ volumeName }) => volumeName === name).map(({ path }) => path));
}
