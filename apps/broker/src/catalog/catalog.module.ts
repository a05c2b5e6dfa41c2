import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { Catalog } from './catalog.port.js';
import { CatalogController } from './catalog.controller.js';
import { PutServices } from './document/put-services.js';
import { ReadServices } from './document/read-services.js';
import { ServicesController } from './document/services.controller.js';
import { ImagesController } from './images.controller.js';
import { PutImage } from './put-image.js';
import { RemoveImage } from './remove-image.js';
import { SeedCatalog } from './seed-catalog.js';
import { StoredCatalog } from './stored-catalog.js';
import { WatchImagesJob } from './watch-images.job.js';

/** Services and plans: over OSB for platforms, over the original's paths for administrators. */
@Module({
  imports: [AgentsRegistryModule],
  controllers: [CatalogController, ImagesController, ServicesController],
  providers: [
    SeedCatalog,
    PutImage,
    RemoveImage,
    ReadServices,
    PutServices,
    WatchImagesJob,
    { provide: Catalog, useClass: StoredCatalog },
  ],
  exports: [Catalog],
})
export class CatalogModule {}
