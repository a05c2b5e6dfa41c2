import { INSTANCE_LABEL } from '../../../apps/broker/src/operations/container-labels.types.js';
import type { Effect } from '../fake-docker/effects-log.js';
import { FakeDocker } from '../fake-docker/fake-docker.js';
import type { CallFault, Span } from '../fake-docker/fake-docker.types.js';
import { SeededRandom } from '../fake-docker/seeded-random.js';
import type { PortRange } from '../free-ports.js';
import type { Credentials } from '../osb-client.js';
import type { ClusterHost, HostContainer, HostVolume, MostAtOnce } from './cluster-host.types.js';

const TROUBLE: readonly CallFault[] = [
  { after: 'reset' },
  { after: 'reset' },
  { after: 'half' },
  { before: { status: 500, message: 'something is wrong here' } },
  { before: 'reset' },
  { delayMs: [100, 900] },
];
/** As `config/broker.config` names it. */
const IMAGES = {
  'docker-broker/redis': { exposedPorts: [{ port: 6379, protocol: 'tcp' }], volumes: ['/data'] },
} as const;
const STRANGER_EVERY_MS = 700;
const PORTS = { min: 20_000, max: 20_999 };

interface FakeHostOptions {
  readonly seed: number;
  readonly ports?: PortRange;
  /** Of a call to go wrong while there is trouble. */
  readonly probability?: number;
  /** Two containers of somebody else's, one of them on a port of ours. */
  readonly hasStrangers?: boolean;
  /** How long a lifecycle script takes. */
  readonly scriptMs?: Span;
}

/** The fake engine as the host of a cluster. */
export class FakeClusterHost implements ClusterHost {
  readonly takesParameters = true;
  readonly takesCrowds = true;
  readonly dockerHost = '127.0.0.1';
  readonly #random: SeededRandom;
  #strangers: NodeJS.Timeout | undefined;
  #strangersPort = 0;

  private constructor(
    private readonly fake: FakeDocker,
    readonly ports: PortRange,
    private readonly options: FakeHostOptions,
  ) {
    this.#random = new SeededRandom(options.seed);
  }

  static async start(options: FakeHostOptions): Promise<FakeClusterHost> {
    const { seed, ports: range = PORTS, scriptMs = 0 } = options;
    const fake = await FakeDocker.start({ seed, scriptMs, images: IMAGES });
    if (options.hasStrangers === true) addStrangers(fake, range.min);
    return new FakeClusterHost(fake, range, options);
  }

  get dockerPort(): number {
    return this.fake.port;
  }

  containers(): Promise<readonly HostContainer[]> {
    const containers = this.fake.containers().map(({ labels, state, ports, restart, ...container }) => ({
      ...container,
      instanceId: labels[INSTANCE_LABEL],
      isRunning: state === 'running',
      hostPorts: ports.map(({ hostPort }) => hostPort),
      comesBack: restart === 'always',
    }));
    return Promise.resolve(containers);
  }

  volumes(): Promise<readonly HostVolume[]> {
    return Promise.resolve(
      this.fake.volumes().map(({ name, labels }) => ({ name, instanceId: labels[INSTANCE_LABEL] })),
    );
  }

  accepts(_instanceId: string, { uri = '' }: Credentials): Promise<boolean> {
    return Promise.resolve(this.fake.acceptsUri(uri));
  }

  logins(instanceId: string): Promise<readonly string[]> {
    return Promise.resolve(this.fake.logins(instanceId).map(({ username }) => username));
  }

  makeTrouble(): void {
    this.fake.injectAtRandom({ probability: this.options.probability ?? 0, faults: TROUBLE });
    this.#strangers = setInterval(() => {
      this.#moveStranger();
    }, STRANGER_EVERY_MS);
  }

  calm(): void {
    clearInterval(this.#strangers);
    this.fake.clearFaults();
    this.fake.freePort(this.#strangersPort);
  }

  mostAtOnce(instanceId: string): MostAtOnce {
    const { fake } = this;
    return {
      containers: fake.mostAlive(instanceId),
      running: fake.mostRunning(instanceId),
      scripts: fake.mostScriptsAtOnce(instanceId),
    };
  }

  historyOf(instanceId: string): readonly string[] {
    return this.fake
      .effects()
      .filter(({ labels, name }) => labels[INSTANCE_LABEL] === instanceId || name.includes(instanceId))
      .map(describeEffect);
  }

  async close(): Promise<void> {
    this.calm();
    await this.fake.close();
  }

  /** A process of somebody else's listens on one port of our range after the other. */
  #moveStranger(): void {
    this.fake.freePort(this.#strangersPort);
    const { min, max } = this.ports;
    this.#strangersPort = Math.floor(this.#random.within([min, max + 1]));
    this.fake.takePort(this.#strangersPort);
  }
}

function addStrangers(fake: FakeDocker, hostPort: number): void {
  const ports = [{ port: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort }] as const;
  fake.addForeignContainer({ name: 'strangers-web' });
  fake.addForeignContainer({ name: 'strangers-on-our-port', ports });
}

function describeEffect(effect: Effect): string {
  const detail = 'execId' in effect ? `${effect.command.join(' ')} ${effect.execId.slice(0, 12)}` : effect.name;
  const container = 'containerId' in effect ? effect.containerId.slice(0, 12) : '';
  return `${new Date(effect.at).toISOString().slice(11, 23)} ${effect.what} ${container} ${detail}`;
}
