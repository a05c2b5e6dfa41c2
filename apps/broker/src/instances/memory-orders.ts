import { Injectable } from '@nestjs/common';
import type { MemoryOrder, ServiceInstance } from '#persistence';
import { toReservedBytes } from '../catalog/reserved-memory.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';

/** What containers reserve of their hosts, by what plans and the operator say. */
@Injectable()
export class MemoryOrders {
  constructor(private readonly config: BrokerConfig) {}

  /** Of a container that is made of the plan. */
  ofContainer(definition: ServiceDefinition): MemoryOrder {
    const { memory, memoryShare } = this.config.docker;
    return { bytes: toReservedBytes(definition, memory), share: memoryShare };
  }

  /** Of an instance that is there: who shares a container reserves nothing, the container has done so. */
  ofInstance({ sharedIn }: Pick<ServiceInstance, 'sharedIn'>, definition: ServiceDefinition): MemoryOrder {
    const order = this.ofContainer(definition);
    return sharedIn === undefined ? order : { ...order, bytes: 0 };
  }
}
