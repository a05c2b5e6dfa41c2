import { Injectable, Logger } from '@nestjs/common';
import type { ContainerInfo } from '#docker-driver';
import { type Adoption, HOUSE_PREFIX, type Orphan, OrphanStore } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { toReservedBytes } from '../catalog/reserved-memory.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { isGenerated } from '../operations/instance-definition.types.js';
import { BadRequestError, ConflictError, NotFoundError } from '../osb/osb.errors.js';
import { OrphanResources } from './orphan-resources.js';

export interface AdoptInput {
  readonly hostId: string;
  readonly resourceId: string;
  readonly serviceId: string;
  readonly planId: string;
}

/**
 * An administrator vouches that the container serves the instance that it names, of this plan. From then on it is an
 * instance like any other; its bindings of before are not known, and their logins go with the container.
 */
@Injectable()
export class AdoptOrphan {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly catalog: Catalog,
    private readonly orphans: OrphanStore,
    private readonly resources: OrphanResources,
    private readonly config: BrokerConfig,
  ) {}

  async execute({ hostId, resourceId, serviceId, planId }: AdoptInput): Promise<void> {
    const definition = await this.catalog.getPlan(serviceId, planId);
    const orphan = await this.resources.get(hostId, resourceId);
    if (orphan.kind !== 'container') throw new BadRequestError('Adopt the container; its volumes come with it.');
    if (orphan.instanceId.startsWith(HOUSE_PREFIX)) throw new BadRequestError(OF_SEVERAL);
    if (isGenerated(definition)) throw new BadRequestError(OF_UNKNOWN_LOGIN);
    const container = await this.resources.findContainer(orphan);
    if (container === undefined) throw new NotFoundError('The container is gone.');
    refuse(await this.adopt(orphan, container, definition));
    const { instanceId } = orphan;
    this.logger.warn({ message: 'orphan adopted', hostId, instanceId, containerId: resourceId, planId });
  }

  private adopt(
    { hostId, instanceId }: Orphan,
    { containerId, name, ports }: ContainerInfo,
    definition: ServiceDefinition,
  ): Promise<Adoption> {
    return this.orphans.adopt({
      instanceId,
      serviceName: definition.name,
      planName: definition.plan,
      definition,
      hostId,
      containerName: name,
      containerId,
      memoryBytes: toReservedBytes(definition, this.config.docker.memory),
      ports: ports.map(({ port, protocol, hostPort }) => ({ port, protocol, hostPort })),
    });
  }
}

const OF_UNKNOWN_LOGIN =
  'The login of such a container was made with its instance and is not known any more, so it cannot be adopted by this plan. Save its data, and make a new instance.';
const OF_SEVERAL =
  'A container that several instances have shared cannot be adopted: nobody knows whose it is. Remove it once its data is safe.';

function refuse(adoption: Adoption): void {
  if (adoption.outcome === 'instance exists') throw new ConflictError('There is an instance of its id already.');
  if (adoption.outcome === 'port taken')
    throw new ConflictError(`Another instance has reserved its port ${adoption.hostPort}.`);
}
