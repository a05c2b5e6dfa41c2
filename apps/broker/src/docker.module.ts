import { type DynamicModule, Module } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';

/** The one Docker driver of the process. */
@Module({})
export class DockerModule {
  static forRoot(driver: DockerDriver): DynamicModule {
    return {
      module: DockerModule,
      global: true,
      providers: [{ provide: DockerDriver, useValue: driver }],
      exports: [DockerDriver],
    };
  }
}
