import { Injectable, Logger } from '@nestjs/common';
import { HostAdminStore, type RemovalRefusal } from '#persistence';
import { ConflictError, NotFoundError } from '../osb/osb.errors.js';

/** Users of what was under way read it. */
const WHY = 'The Docker host of the instance is gone for ever, and its data with it.';
const PINGS =
  'The agent of the host pings, which would bring it back: stop the agent, and try again when the host is silent.';

/**
 * A host that is gone, or of no use any more. With force its instances are given up (failure-model row 58): platforms can
 * read and delete them, and nothing else. Done in steps; a request after one that was cut off goes on.
 */
@Injectable()
export class RemoveHost {
  private readonly logger = new Logger('Hosts');

  constructor(private readonly hosts: HostAdminStore) {}

  /** How many instances were given up by this request. */
  async execute(hostId: string, isForced: boolean): Promise<number> {
    const begun = await this.hosts.beginRemoval(hostId, isForced);
    if (begun.outcome !== 'begun') refuse(begun);
    const givenUp = await this.goOn(hostId);
    this.tell(hostId, givenUp);
    return givenUp;
  }

  private async goOn(hostId: string): Promise<number> {
    let givenUp = 0;
    for (;;) {
      const step = await this.hosts.continueRemoval(hostId, WHY);
      if (step.outcome === 'removed') return givenUp;
      if (step.outcome === 'alive') throw new ConflictError(PINGS);
      if (step.outcome === 'called off')
        throw new ConflictError('The removal was called off: the host was opened, cordoned or drained meanwhile.');
      const { instanceIds } = step;
      givenUp += instanceIds.length;
      this.logger.log({ message: 'instances were given up with their host', hostId, instanceIds });
    }
  }

  private tell(hostId: string, givenUp: number): void {
    if (givenUp === 0) this.logger.log({ message: 'host was removed by an operator', hostId });
    else this.logger.warn({ message: 'host was given up by an operator, its instances with it', hostId, givenUp });
  }
}

function refuse(refusal: RemovalRefusal): never {
  if (refusal.outcome === 'unknown') throw new NotFoundError('No agent has told of such a Docker host.');
  if (refusal.outcome === 'alive') throw new ConflictError(PINGS);
  const { instances, sharedContainers } = refusal;
  throw new ConflictError(
    `On the host are ${instances} instances and ${sharedContainers} shared containers. If it is gone for ever, give them up with force=true; else start its agent, drain it, and have platforms delete what is there.`,
  );
}
