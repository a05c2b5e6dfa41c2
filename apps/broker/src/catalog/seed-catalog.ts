import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { hashPassword } from '../access/password-hash.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { toServicePlan } from './to-service-plan.js';

/** The services section of the configuration fills an empty database; afterwards the database holds. */
@Injectable()
export class SeedCatalog implements OnModuleInit {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly config: BrokerConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const { user, password, catalog, images } = this.config.services;
    if ((await this.services.revision()) > 0) return;
    const plans = images.map(toServicePlan);
    const passwordHash = await hashPassword(password);
    const filled = await this.services.seed({ name: catalog, userName: user, passwordHash, plans });
    if (filled)
      this.logger.log({ message: 'the empty database was filled from the configuration', plans: plans.length });
  }
}
