import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReservationStore } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { MemoryOrders } from './memory-orders.js';

/** Before the first order: what an older broker has made counts as well. */
@Injectable()
export class FillReservations implements OnModuleInit {
  constructor(
    private readonly reservations: ReservationStore,
    private readonly memory: MemoryOrders,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reservations.fill((definition) => this.memory.ofContainer(definition as ServiceDefinition).bytes);
  }
}
