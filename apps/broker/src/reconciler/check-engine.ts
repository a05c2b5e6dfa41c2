import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, DockerDriverError, type DockerEndpoint, type EngineInfo } from '#docker-driver';
import { type HostPass, HostPassStore } from '#persistence';
import { type EngineVerdict, judgeEngine } from './judge-engine.js';

/** Notes whether new instances may be placed on a host, by what its engine says of itself; told once until it changes. */
@Injectable()
export class CheckEngine {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly docker: DockerDriver,
    private readonly passes: HostPassStore,
  ) {}

  async execute(pass: HostPass, endpoint: DockerEndpoint): Promise<void> {
    const engine = await this.describe(endpoint);
    if (engine === undefined) return;
    const verdict = judgeEngine(engine);
    const { engineVersion: version, apiVersion } = engine;
    const isAnother = verdict.fault !== pass.engineFault;
    if (isAnother || version !== pass.engineVersion)
      await this.passes.recordEngine(pass, { fault: verdict.fault, version, apiVersion });
    if (isAnother) this.tell(pass, verdict);
  }

  /** An engine that does not answer this is told of elsewhere; what was found last holds on. */
  private async describe(endpoint: DockerEndpoint): Promise<EngineInfo | undefined> {
    try {
      return await this.docker.describeEngine(endpoint);
    } catch (error) {
      if (!(error instanceof DockerDriverError)) throw error;
      this.logger.debug({ message: 'engine was not checked', error: error.message });
      return undefined;
    }
  }

  private tell({ hostId, engineFault }: HostPass, { fault, advice }: EngineVerdict): void {
    if (fault !== '')
      this.logger.warn({
        message: 'host is unsafe: no new instances there until its Docker is',
        hostId,
        reason: fault,
      });
    else if (engineFault !== undefined) this.logger.log({ message: 'host is safe by now', hostId });
    if (engineFault === undefined && advice.length > 0)
      this.logger.log({ message: 'host could be safer', hostId, advice });
  }
}
