import { Module } from '@nestjs/common';
import { Dispatcher } from '#dispatch';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { ForeignHosts } from './foreign-hosts.js';
import { HostChooser } from './host-chooser.port.js';
import { LivingHostChooser } from './living-host-chooser.js';
import { loadDispatcher } from './load-dispatcher.js';
import { UsableHosts } from './usable-hosts.js';

/** Binds the configured strategy to the living hosts. */
@Module({
  imports: [AgentsRegistryModule],
  providers: [
    {
      provide: Dispatcher,
      useFactory: ({ dispatcher }: BrokerConfig) => loadDispatcher(dispatcher),
      inject: [BrokerConfig],
    },
    ForeignHosts,
    UsableHosts,
    { provide: HostChooser, useClass: LivingHostChooser },
  ],
  exports: [HostChooser],
})
export class DispatcherModule {}
