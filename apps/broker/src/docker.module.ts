import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { DockerDriver, type DockerEndpoint, GuardedDockerDriver, type HostChange } from '#docker-driver';
import { toHostId } from '#persistence';

/** The one Docker driver of the process, whichever it is: guarded against hosts that do not answer. */
@Module({})
export class DockerModule {
  static forRoot(driver: DockerDriver): DynamicModule {
    const guarded = new GuardedDockerDriver(driver, logChange);
    return {
      module: DockerModule,
      global: true,
      providers: [{ provide: DockerDriver, useValue: guarded }],
      exports: [DockerDriver],
    };
  }
}

const logger = new Logger('Hosts');

function logChange({ endpoint, answers, reason }: HostChange): void {
  const hostId = toHostId(toDockerAddress(endpoint));
  if (answers) logger.log({ message: 'host answers again', hostId });
  else logger.warn({ message: 'host does not answer: what it is asked to do waits', hostId, reason });
}

/** As its agent names it. */
function toDockerAddress(endpoint: DockerEndpoint): { readonly dockerHost: string; readonly dockerPort: number } {
  if (endpoint.kind === 'unix') return { dockerHost: `unix://${endpoint.socketPath}`, dockerPort: 0 };
  return { dockerHost: endpoint.host, dockerPort: endpoint.port };
}
