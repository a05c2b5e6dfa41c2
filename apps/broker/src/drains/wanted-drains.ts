import { Injectable } from '@nestjs/common';
import type { DockerEndpoint } from '#docker-driver';
import { SecretUnreadableError, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { Drain } from './drain.types.js';
import { toDrain } from './to-drain.js';

type Seen = ReadonlyMap<string, SeenInstance>;

/** Fewer are read one by one. */
const MANY = 20;

interface SeenInstance {
  readonly mark: string;
  readonly drain: Omit<Drain, 'sender'> | undefined;
}

/**
 * What the database says that a host is to send. What an instance wants is sealed, and every broker asks every few seconds:
 * so only those are read that have changed since it asked last.
 */
@Injectable()
export class WantedDrains {
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly hosts: HostDirectory,
  ) {}

  async find(hostId: string): Promise<{ readonly endpoint: DockerEndpoint; readonly wanted: readonly Drain[] }> {
    const { host, endpoint } = await this.hosts.locate(hostId);
    const seen = await this.look(hostId, this.seen.get(hostId) ?? new Map());
    this.seen.set(hostId, seen);
    const drains = [...seen.values()].flatMap(({ drain }) => drain ?? []);
    return { endpoint, wanted: drains.map((drain) => ({ ...drain, sender: host.serviceHost })) };
  }

  /** The marks come first: what changes before it is read has another mark next time. */
  private async look(hostId: string, before: Seen): Promise<Seen> {
    const marks = await this.instances.findMarksOnHost(hostId);
    const same = new Map([...before].filter(([instanceId, { mark }]) => marks.get(instanceId) === mark));
    const others = [...marks.keys()].filter((instanceId) => !same.has(instanceId));
    const read = (await this.read(hostId, others)).flatMap((instance): [string, SeenInstance][] => {
      const mark = marks.get(instance.instanceId);
      return mark === undefined ? [] : [[instance.instanceId, { mark, drain: toDrain(instance) }]];
    });
    return new Map([...same, ...read]);
  }

  private async read(hostId: string, instanceIds: readonly string[]): Promise<readonly ServiceInstance[]> {
    if (instanceIds.length > MANY) return this.instances.findOnHost(hostId);
    const found = await Promise.all(instanceIds.map((instanceId) => this.readOne(instanceId)));
    return found.filter((instance) => instance !== undefined);
  }

  /** One that does not open sends nothing, and keeps no other from sending (T18). */
  private async readOne(instanceId: string): Promise<ServiceInstance | undefined> {
    try {
      return await this.instances.find(instanceId);
    } catch (error) {
      if (error instanceof SecretUnreadableError && !error.retryable) return undefined;
      throw error;
    }
  }
}
