import { checkChange } from '../check-change.js';
import { checkFullId, checkImageRef, checkName, checkVariableNames } from '../check-name.js';
import {
  ContainerMissingError,
  ContainerNotRunningError,
  EngineBusyError,
  ImageMissingError,
  NameTakenError,
  PortTakenError,
} from '../docker-driver.errors.js';
import type {
  ContainerChange,
  ContainerInfo,
  ContainerSpec,
  EngineInfo,
  ExecOutcome,
  FollowLogOptions,
  ImageInfo,
  Labelled,
  PublishedPort,
  RunExecOptions,
} from '../docker-driver.port.js';
import { InMemoryExecs } from './in-memory-execs.js';
import type { ExecScript } from './in-memory-execs.js';
import { InMemoryLogs } from './in-memory-logs.js';
import { nextId } from './next-id.js';

type Labels = Readonly<Record<string, string>>;

interface StoredContainer {
  readonly spec: ContainerSpec;
  info: ContainerInfo;
}

const NEVER = '0001-01-01T00:00:00Z';
/** What one engine has and does. Works at once: whoever calls it decides about time and faults. */
export class InMemoryEngine {
  readonly engineId = nextId();
  /** Of itself, where a test wants it to be another engine. */
  said: Partial<EngineInfo> = {};
  readonly images = new Map<string, ImageInfo>();
  readonly volumes = new Map<string, Labels>();
  readonly networks = new Set<string>();
  /** Ports of the host that belong to no container. */
  readonly foreignPorts = new Set<number>();
  readonly execs = new InMemoryExecs();
  readonly logs = new InMemoryLogs();
  readonly #containers = new Map<string, StoredContainer>();

  containers(): readonly ContainerInfo[] {
    return [...this.#containers.values()].map(({ info }) => info);
  }

  ensureVolume(volumeName: string, labels: Labels): void {
    if (!this.volumes.has(checkName(volumeName))) this.volumes.set(volumeName, labels);
  }

  listVolumes(label: string): readonly Labelled[] {
    const volumes = [...this.volumes].map(([name, labels]) => ({ name, labels }));
    return volumes.filter(({ labels }) => hasLabel(labels, label));
  }

  removeVolume(volumeName: string): void {
    checkName(volumeName);
    if (this.usersOf(volumeName).length > 0) throw new EngineBusyError(`Volume ${volumeName} is in use.`);
    this.volumes.delete(volumeName);
  }

  /** Containers that have the volume. */
  usersOf(volumeName: string): readonly ContainerInfo[] {
    return this.containers().filter(({ volumes }) => volumes.some((mount) => mount.volumeName === volumeName));
  }

  create(spec: ContainerSpec): string {
    checkVariableNames(spec.environment);
    checkName(spec.networkName);
    if (!this.images.has(checkImageRef(spec.imageRef))) throw new ImageMissingError(`No such image: ${spec.imageRef}`);
    if (this.find(spec.name) !== undefined) throw new NameTakenError(`The name ${spec.name} is already in use.`);
    for (const { volumeName } of spec.volumes) this.ensureVolume(volumeName, spec.labels);
    const info = toNewContainer(spec);
    this.#containers.set(info.containerId, { spec, info });
    this.logs.open(info.containerId);
    return info.containerId;
  }

  find(nameOrId: string): ContainerInfo | undefined {
    checkName(nameOrId);
    return this.containers().find(({ name, containerId }) => name === nameOrId || containerId === nameOrId);
  }

  specOf(containerId: string): ContainerSpec {
    return this.#get(containerId).spec;
  }

  list(label: string): readonly ContainerInfo[] {
    return this.containers().filter(({ labels }) => hasLabel(labels, label));
  }

  /** A restart rule is only remembered. */
  update(containerId: string, change: ContainerChange): void {
    this.#get(containerId);
    this.change(containerId, checkChange(change));
  }

  start(containerId: string): void {
    const { info, spec } = this.#get(containerId);
    if (info.state === 'running') return;
    if (!this.networks.has(spec.networkName)) throw new EngineBusyError(`Network ${spec.networkName} not found.`);
    for (const port of spec.ports) this.#checkPort(port);
    const command = spec.health?.command ?? this.images.get(spec.imageRef)?.healthCommand;
    const health = command === undefined ? 'none' : 'healthy';
    this.change(containerId, { state: 'running', startedAt: new Date().toISOString(), exitCode: 0, health });
  }

  stop(containerId: string): void {
    if (this.#containers.get(checkFullId(containerId))?.info.state !== 'running') return;
    this.change(containerId, { state: 'exited', exitCode: 137 });
  }

  remove(containerId: string): void {
    this.#containers.delete(checkFullId(containerId));
    this.execs.forget(containerId);
    this.logs.forget(containerId);
  }

  /** As if it had happened by itself: a crash, a bad health. */
  change(containerId: string, change: Partial<ContainerInfo>): void {
    const container = this.#get(containerId);
    container.info = { ...container.info, ...change };
    if (container.info.state !== 'running') this.logs.endFollowing(containerId);
  }

  runExec(execId: string, options: RunExecOptions, script: ExecScript): Promise<ExecOutcome> {
    return this.execs.run(execId, options, script, (containerId) => this.find(containerId)?.state === 'running');
  }

  /** What does not run has nothing more to say. */
  async followLog(containerId: string, options: FollowLogOptions): Promise<void> {
    const following = this.logs.follow(containerId, options);
    if (this.#get(containerId).info.state !== 'running') this.logs.endFollowing(containerId);
    await following;
  }

  getRunning(containerId: string): ContainerInfo {
    const { info } = this.#get(containerId);
    if (info.state === 'running') return info;
    throw new ContainerNotRunningError(`Container ${containerId} is not running.`);
  }

  #get(containerId: string): StoredContainer {
    const container = this.#containers.get(checkFullId(containerId));
    if (container !== undefined) return container;
    throw new ContainerMissingError(`No such container: ${containerId}`);
  }

  #checkPort({ hostPort, protocol }: PublishedPort): void {
    const running = this.containers().filter(({ state }) => state === 'running');
    const isPublished = running.some(({ ports }) =>
      ports.some((other) => other.hostPort === hostPort && other.protocol === protocol),
    );
    if (isPublished || this.foreignPorts.has(hostPort))
      throw new PortTakenError(`Port ${hostPort} is already allocated.`);
  }
}

function hasLabel(labels: Labels, label: string): boolean {
  const [name = '', ...value] = label.split('=');
  return label.includes('=') ? labels[name] === value.join('=') : name in labels;
}

function toNewContainer(spec: ContainerSpec): ContainerInfo {
  return {
    containerId: nextId(),
    name: spec.name,
    labels: spec.labels,
    state: 'created',
    exitCode: 0,
    startedAt: NEVER,
    health: 'none',
    ports: spec.ports,
    volumes: spec.volumes,
    memoryBytes: spec.memoryBytes ?? 0,
    milliCpus: spec.milliCpus ?? 0,
    pidsLimit: spec.pidsLimit,
    restart: spec.restart ?? 'always',
  };
}
