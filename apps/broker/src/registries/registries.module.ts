import { Module } from '@nestjs/common';
import { ImagePuller } from './image-puller.port.js';
import { RegistriesController } from './registries.controller.js';
import { RegistryImagePuller } from './registry-image-puller.js';

/** Where images come from, and as whom they are asked for. */
@Module({
  controllers: [RegistriesController],
  providers: [{ provide: ImagePuller, useClass: RegistryImagePuller }],
  exports: [ImagePuller],
})
export class RegistriesModule {}
