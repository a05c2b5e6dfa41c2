import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { BrokerConfig } from './broker-config.types.js';

/** Makes the loaded configuration injectable by its class. */
@Module({})
export class ConfigModule {
  static forRoot(config: BrokerConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: BrokerConfig, useValue: config }],
      exports: [BrokerConfig],
    };
  }
}
