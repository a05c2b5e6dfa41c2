import { randomUUID } from 'node:crypto';
import { connectToService } from '../connect-to-service.js';
import { askEngine, runInContainer, SOCKET_PATH } from '../engine.js';
import type { PortRange } from '../free-ports.js';
import type { Credentials } from '../osb-client.js';
import type { ClusterHost, HostContainer, HostVolume } from './cluster-host.types.js';

const INSTANCE = 'docker-broker.instance';
const IMAGES_OWN = /^user (?!default |lifecycle-scripts )(?<name>\S+) /gm;

interface ListedContainer {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Labels: Readonly<Record<string, string | undefined>>;
}

interface InspectedContainer {
  readonly State: { readonly Running: boolean; readonly StartedAt: string };
  readonly HostConfig: {
    readonly PortBindings: Readonly<Record<string, readonly { HostPort: string }[]>> | null;
    readonly Memory: number;
    readonly RestartPolicy: { readonly Name: string };
  };
}

interface EngineHostOptions {
  readonly ports: PortRange;
  /** Which instances are this cluster's: the engine may serve others as well. */
  readonly prefix: string;
}

/** The engine of this machine, with a container of a stranger's on it. Instances are Redis servers. */
export class EngineClusterHost implements ClusterHost {
  readonly takesParameters = false;
  readonly takesCrowds = false;
  readonly dockerHost = `unix://${SOCKET_PATH}`;
  readonly dockerPort = 0;
  readonly ports: PortRange;
  readonly #stranger = `storm-stranger-${randomUUID()}`;

  private constructor(private readonly options: EngineHostOptions) {
    this.ports = options.ports;
  }

  static async start(options: EngineHostOptions): Promise<EngineClusterHost> {
    const host = new EngineClusterHost(options);
    await askEngine('POST', `/containers/create?name=${host.#stranger}`, { Image: 'docker-broker/redis' });
    await askEngine('POST', `/containers/${host.#stranger}/start`);
    return host;
  }

  async containers(): Promise<readonly HostContainer[]> {
    const { body } = await askEngine('GET', '/containers/json?all=1');
    const listed = (body as readonly ListedContainer[]).filter((one) => this.#isOurs(one) || this.#isStrangers(one));
    const found = await Promise.all(listed.map(inspect));
    return found.filter((one) => one !== undefined);
  }

  async volumes(): Promise<readonly HostVolume[]> {
    const { body } = await askEngine('GET', '/volumes');
    const { Volumes } = body as { Volumes: readonly { Name: string; Labels: Record<string, string> | null }[] | null };
    return (Volumes ?? [])
      .map(({ Name, Labels }) => ({ name: Name, instanceId: Labels?.[INSTANCE] }))
      .filter(({ instanceId }) => instanceId?.startsWith(this.options.prefix) === true);
  }

  async accepts(_instanceId: string, credentials: Credentials): Promise<boolean> {
    try {
      const connection = await connectToService('redis', credentials);
      await connection.write('served');
      await connection.close();
      return true;
    } catch {
      return false;
    }
  }

  async logins(instanceId: string): Promise<readonly string[]> {
    const users = await runInContainer(instanceId, ['cat', '/var/lib/redis/users.acl']);
    return [...users.matchAll(IMAGES_OWN)].map(({ groups }) => groups?.['name'] ?? '');
  }

  makeTrouble(): void {
    // A real engine brings its own.
  }

  calm(): void {
    // See above.
  }

  mostAtOnce(): undefined {
    return undefined;
  }

  historyOf(): readonly string[] {
    return [];
  }

  async close(): Promise<void> {
    for (const { containerId } of await this.containers())
      await askEngine('DELETE', `/containers/${containerId}?force=1&v=1`);
    for (const { name } of await this.volumes()) await askEngine('DELETE', `/volumes/${name}`);
  }

  #isOurs({ Labels }: ListedContainer): boolean {
    return Labels[INSTANCE]?.startsWith(this.options.prefix) === true;
  }

  #isStrangers({ Names }: ListedContainer): boolean {
    return Names.includes(`/${this.#stranger}`);
  }
}

/** `undefined`: gone meanwhile. */
async function inspect({ Id, Names, Labels }: ListedContainer): Promise<HostContainer | undefined> {
  const { status, body } = await askEngine('GET', `/containers/${Id}/json`);
  if (status === 404) return undefined;
  const { State, HostConfig } = body as InspectedContainer;
  const bindings = Object.values(HostConfig.PortBindings ?? {}).flat();
  return {
    containerId: Id,
    name: Names[0]?.slice(1) ?? '',
    instanceId: Labels[INSTANCE],
    isRunning: State.Running,
    startedAt: State.StartedAt,
    hostPorts: bindings.map(({ HostPort }) => Number(HostPort)),
    memoryBytes: HostConfig.Memory,
    comesBack: HostConfig.RestartPolicy.Name === 'always',
  };
}
