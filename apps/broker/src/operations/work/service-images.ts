import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DockerDriver, type ImageInfo, ImageUnavailableError } from '#docker-driver';
import type { InstanceTarget } from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import type { PullPolicy } from '../../catalog/image-settings.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { ImagePuller } from '../../registries/image-puller.port.js';
import type { WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';
import { imageReferences } from '../image-references.types.js';
import { toImageVersion } from '../image-version.types.js';

const PULL_TIMEOUT_MS = 600_000;

/** Which image will do. */
export interface ImageChoice {
  /** The first that the host has; the last is the one to pull. */
  readonly references: readonly string[];
  /** No image of another version will do. */
  readonly version: string | undefined;
  /** Of the plan; the broker's own where the plan says nothing. */
  readonly pull: PullPolicy | undefined;
}

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
    private readonly puller: ImagePuller,
  ) {}

  async ensure(task: InstanceTask, choice = defaultChoice(task)): Promise<LocalImage> {
    const { site, lease } = task;
    const policy = choice.pull ?? this.config.docker.pull;
    const local = policy === 'always' ? undefined : await this.findLocal(site, choice);
    if (local !== undefined) return local;
    if (policy === 'never') throw notAvailable(choice);
    await lease.step('pull', 'pulling the image', () => this.pull(site, choice, lease));
    // What was pulled has the last of the names; another image may have the others.
    const references = policy === 'always' ? choice.references.slice(-1) : choice.references;
    const pulled = await this.findLocal(site, { ...choice, references });
    if (pulled === undefined) throw notAvailable(choice);
    return pulled;
  }

  private async findLocal(
    { endpoint }: InstanceSite,
    { references, version }: ImageChoice,
  ): Promise<LocalImage | undefined> {
    for (const imageRef of references) {
      const info = await this.docker.findImage(endpoint, imageRef);
      if (info !== undefined && (version ?? toImageVersion(info)) === toImageVersion(info)) return { imageRef, info };
    }
    return undefined;
  }

  private async pull({ endpoint }: InstanceSite, choice: ImageChoice, lease: WorkLease): Promise<void> {
    const imageRef = choice.references.at(-1) ?? '';
    const onProgress = (percent: number): void => {
      void lease.note({ description: `pulling the image, ${percent} %` }).catch(() => undefined);
    };
    try {
      await this.puller.pull(endpoint, imageRef, { onProgress, timeoutMs: PULL_TIMEOUT_MS, signal: lease.signal });
    } catch (error) {
      throw error instanceof ImageUnavailableError ? notAvailable(choice, error) : error;
    }
  }
}

/** A new instance gets what its plan names; one that is there keeps what it was made of. */
function defaultChoice({ site, operation }: InstanceTask): ImageChoice {
  if (operation.kind !== 'provision') return sameChoice(site);
  return { references: imageReferences(site.definition), version: undefined, pull: site.definition.pull };
}

/** What it was made of is not pulled again while the host has it. */
function sameChoice(site: InstanceSite): ImageChoice {
  const pull = site.definition.pull === 'always' ? 'missing' : site.definition.pull;
  return { references: sameImage(site), version: undefined, pull };
}

/**
 * The image of an instance's next container: another one only where the plan has another one, or some version of it was
 * asked for. What the plan itself calls a version is not looked for in the image.
 */
export function chooseNextImage(site: InstanceSite, target: InstanceTarget): ImageChoice {
  const next = target.definition as ServiceDefinition;
  const isSame = isDeepStrictEqual(imageReferences(site.definition), imageReferences(next));
  if (isSame && target.imageVersion === undefined) return sameChoice(site);
  const version = isNamedByPlan(next) ? undefined : target.imageVersion;
  return { references: imageReferences(next), version, pull: next.pull };
}

function isNamedByPlan({ maintenance }: ServiceDefinition): boolean {
  return maintenance !== undefined;
}

/** What the plan calls its version, else that of the image. */
export function versionOf({ maintenance }: ServiceDefinition, info: ImageInfo): string {
  return maintenance?.version ?? toImageVersion(info);
}

/** That which the instance was made of, though its name may mean a newer one by now; while the host still has it. */
function sameImage({ definition, instance: { imageId } }: InstanceSite): readonly string[] {
  return imageId === undefined ? imageReferences(definition) : [imageId, ...imageReferences(definition)];
}

function notAvailable({ references, version }: ImageChoice, cause?: Error): WorkFailedError {
  const wanted = version === undefined ? '' : ` in version ${version}`;
  const detail = `image ${references.join(' or ')}${wanted}: ${cause?.message ?? 'not on the host'}`;
  return new WorkFailedError(
    `The service's image is not available on the Docker host${wanted}. Ask the operator and name the operation.`,
    detail,
    cause,
  );
}
