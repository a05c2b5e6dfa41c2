import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { OsbModule } from '../osb/osb.module.js';
import { BindInstance } from './bind-instance.js';
import { BindingOrders } from './binding-orders.js';
import { BindingsController } from './bindings.controller.js';
import { ReadBinding } from './read-binding.js';
import { UnbindInstance } from './unbind-instance.js';

/** Service bindings over OSB: one verb a file. */
@Module({
  imports: [CatalogModule, OsbModule],
  controllers: [BindingsController],
  providers: [BindInstance, BindingOrders, UnbindInstance, ReadBinding],
})
export class BindingsModule {}
