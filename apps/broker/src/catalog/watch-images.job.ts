import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DockerDriver, type ImageInfo } from '#docker-driver';
import { HostStore, ServiceStore, type ServicePlan, type StoredPlan } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import { imageReferences } from '../operations/image-references.types.js';
import { toImageVersion } from '../operations/image-version.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

const EVERY_MS = 60_000;
const MOST_HOSTS = 10;

/**
 * Finds out which version of its image a plan stands for, once after it was put: `maintenance_info` then stays as it is
 * until it is put again. Cloud Foundry reads the catalog only when it is told to; by a version that moved by itself each
 * new instance would be refused from then on (PROV-12).
 */
@Injectable()
export class WatchImagesJob implements OnApplicationBootstrap {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly hosts: HostStore,
    private readonly directory: HostDirectory,
    private readonly docker: DockerDriver,
  ) {}

  /** Not awaited: the catalog is served without Docker (CAT-35). */
  onApplicationBootstrap(): void {
    void this.look();
  }

  @Interval(EVERY_MS)
  async look(): Promise<void> {
    try {
      const plans = (await this.services.findAll()).filter(isOpen);
      if (plans.length === 0) return;
      const hosts = (await this.hosts.findCandidates()).slice(0, MOST_HOSTS);
      for (const plan of plans) await this.record(plan, hosts);
    } catch (error) {
      this.logger.debug({ message: 'images were not looked at', error: error instanceof Error ? error.message : '' });
    }
  }

  private async record(plan: ReadablePlan, hosts: readonly { readonly hostId: string }[]): Promise<void> {
    const references = imageReferences(definitionOf(plan));
    for (const { hostId } of hosts) {
      const info = await this.find(hostId, references);
      if (info === undefined) continue;
      await this.services.recordImageVersion(plan, toImageVersion(info));
      return;
    }
  }

  /** A host that cannot be asked has no say; its own troubles are told elsewhere. */
  private async find(hostId: string, references: readonly string[]): Promise<ImageInfo | undefined> {
    try {
      const { endpoint } = await this.directory.locate(hostId);
      for (const reference of references) {
        const info = await this.docker.findImage(endpoint, reference);
        if (info !== undefined) return info;
      }
    } catch (error) {
      this.logger.debug({ message: 'images were not looked at', hostId, error: String(error) });
    }
    return undefined;
  }
}

type ReadablePlan = StoredPlan & ServicePlan;

/** It can be read, and its version is not said, and not known yet. */
function isOpen(plan: StoredPlan): plan is ReadablePlan {
  if (plan.definition === undefined) return false;
  const { maintenance, containerName } = definitionOf(plan);
  return plan.imageVersion === undefined && maintenance === undefined && containerName === '';
}

function definitionOf({ definition }: StoredPlan): ServiceDefinition {
  return definition as unknown as ServiceDefinition;
}
