import { Injectable } from '@nestjs/common';
import { DockerDriver, type ImageInfo, ImageUnavailableError } from '#docker-driver';
import { BrokerConfig } from '../../config/broker-config.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import type { WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';

const PULL_TIMEOUT_MS = 600_000;
const SHIPPED = 'docker-broker';

export interface LocalImage {
  readonly imageRef: string;
  readonly info: ImageInfo;
}

/** Sees to it that a service's image is on the host. */
@Injectable()
export class ServiceImages {
  constructor(
    private readonly docker: DockerDriver,
    private readonly config: BrokerConfig,
  ) {}

  async ensure({ site, operation, lease }: InstanceTask): Promise<LocalImage> {
    const references = operation.kind === 'repair' ? sameImage(site) : imageReferences(site.definition);
    const local = await this.findLocal(site, references);
    if (local !== undefined) return local;
    await lease.step('pull', 'pulling the image', () => this.pull(site, references.at(-1) ?? '', lease));
    const pulled = await this.findLocal(site, references);
    if (pulled === undefined) throw notAvailable(references);
    return pulled;
  }

  private async findLocal({ endpoint }: InstanceSite, references: readonly string[]): Promise<LocalImage | undefined> {
    for (const imageRef of references) {
      const info = await this.docker.findImage(endpoint, imageRef);
      if (info !== undefined) return { imageRef, info };
    }
    return undefined;
  }

  private async pull({ endpoint }: InstanceSite, imageRef: string, lease: WorkLease): Promise<void> {
    if (this.config.docker.pull === 'never') throw notAvailable([imageRef]);
    const onProgress = (percent: number): void => {
      void lease.note({ description: `pulling the image, ${percent} %` }).catch(() => undefined);
    };
    try {
      await this.docker.pullImage(endpoint, imageRef, { onProgress, timeoutMs: PULL_TIMEOUT_MS, signal: lease.signal });
    } catch (error) {
      throw error instanceof ImageUnavailableError ? notAvailable([imageRef], error) : error;
    }
  }
}

/**
 * What a plan says, word for word. Where it says nothing the image has the service's name, as in the original; an
 * image of that name that ships with the broker comes first.
 */
export function imageReferences({ image, name }: ServiceDefinition): readonly string[] {
  return image === undefined ? [`${SHIPPED}/${name}`, name].map((reference) => reference.toLowerCase()) : [image];
}

/** That which the instance was made of, though its name may mean a newer one by now; while the host still has it. */
function sameImage({ definition, instance: { imageId } }: InstanceSite): readonly string[] {
  return imageId === undefined ? imageReferences(definition) : [imageId, ...imageReferences(definition)];
}

function notAvailable(references: readonly string[], cause?: Error): WorkFailedError {
  const detail = `image ${references.join(' or ')}: ${cause?.message ?? 'not on the host'}`;
  return new WorkFailedError("The service's image is not available on the Docker host.", detail, cause);
}
