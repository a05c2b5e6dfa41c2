import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { RegistriesModule } from '../registries/registries.module.js';
import { ImagePullsController } from './image-pulls.controller.js';
import { PrepullImage } from './prepull-image.js';
import { PrepullImagesJob } from './prepull-images.job.js';

/** Images that hosts have before anybody orders of them. */
@Module({
  imports: [AgentsRegistryModule, CatalogModule, RegistriesModule],
  controllers: [ImagePullsController],
  providers: [PrepullImage, PrepullImagesJob],
})
export class PrepullModule {}
