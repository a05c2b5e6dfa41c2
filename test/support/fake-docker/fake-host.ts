import { type ContainerChange, type ContainerInfo, type ContainerSpec, PortTakenError } from '#docker-driver';
import { InMemoryEngine } from '#docker-driver/testing';
import { nextId } from '../../../libs/docker-driver/src/testing/next-id.js';
import { toFakeImage } from '../../../libs/docker-driver/src/testing/to-fake-image.js';
import { EffectsLog } from './effects-log.js';
import { EngineFailure } from './engine-failure.js';
import type { FakeVolume, Labels } from './fake-docker.types.js';
import { HostExecs } from './host-execs.js';
import { ServiceLogins } from './service-logins.js';

type Image = Parameters<typeof toFakeImage>[0];

/** What the engine in memory has no room for. */
interface ContainerDetails {
  readonly spec: ContainerSpec;
  readonly createdAt: string;
  hasStarted: boolean;
}

export interface FakeNetwork {
  readonly networkId: string;
  readonly createdAt: string;
  readonly driver: string;
  readonly options: Labels;
}

/** A Docker host: the engine in memory, what runs on it, and a log of all that ever changed on it. */
export class FakeHost {
  readonly engine = new InMemoryEngine();
  readonly effects = new EffectsLog();
  readonly logins = new ServiceLogins();
  readonly execs = new HostExecs(this.engine, this.effects);
  readonly networks = new Map<string, FakeNetwork>();
  /** What can be pulled. */
  readonly registry = new Map<string, Image>();
  readonly #details = new Map<string, ContainerDetails>();

  constructor() {
    this.createNetwork('bridge', 'bridge', { 'com.docker.network.bridge.enable_icc': 'true' });
  }

  /** By name, id, or the beginning of one id alone, as engines find them. Throws the engine's 404. */
  get(nameOrId: string): ContainerInfo {
    const found = this.engine.find(nameOrId) ?? this.#findByBeginning(nameOrId);
    if (found === undefined) throw new EngineFailure(404, `No such container: ${nameOrId}`);
    return found;
  }

  details({ containerId }: ContainerInfo): ContainerDetails {
    const details = this.#details.get(containerId);
    if (details === undefined) throw new Error(`container ${containerId} was made behind the host's back`);
    return details;
  }

  addImage(imageRef: string, said: Image): void {
    this.engine.images.set(toImageKey(imageRef), toFakeImage(said));
  }

  create(spec: ContainerSpec): ContainerInfo {
    const absent = spec.volumes.filter(({ volumeName }) => !this.engine.volumes.has(volumeName));
    const container = this.get(this.engine.create({ ...spec, imageRef: toImageKey(spec.imageRef) }));
    for (const { volumeName } of absent) this.effects.noteVolume('create volume', volumeName, spec.labels);
    const createdAt = new Date().toISOString();
    this.#details.set(container.containerId, { spec, createdAt, hasStarted: false });
    this.effects.noteContainer('create', container);
    return container;
  }

  update(container: ContainerInfo, change: ContainerChange): void {
    this.engine.update(container.containerId, change);
    this.effects.noteContainer('update', container);
  }

  /** `false`: it runs already. */
  start(container: ContainerInfo): boolean {
    if (container.state === 'running') return false;
    try {
      this.engine.start(container.containerId);
    } catch (error) {
      if (error instanceof PortTakenError) this.engine.change(container.containerId, { exitCode: 128 });
      throw error;
    }
    this.details(container).hasStarted = true;
    this.effects.noteContainer('start', container);
    return true;
  }

  /** `false`: it does not run. */
  stop(container: ContainerInfo): boolean {
    if (container.state !== 'running') return false;
    this.engine.stop(container.containerId);
    this.execs.kill(container.containerId);
    this.effects.noteContainer('stop', container);
    return true;
  }

  remove(container: ContainerInfo): void {
    this.stop(container);
    this.engine.remove(container.containerId);
    this.#details.delete(container.containerId);
    this.logins.forget(container.containerId);
    this.effects.noteContainer('remove', container);
  }

  /** The engine ends all containers, forgets all commands, and starts what has a restart policy and ever ran. */
  restart(): void {
    for (const container of this.engine.containers()) {
      this.stop(container);
      this.engine.execs.forget(container.containerId);
    }
    for (const container of this.engine.containers()) {
      if (container.restart === 'always' && this.details(container).hasStarted) this.#tryToStart(container);
    }
  }

  volumes(): readonly FakeVolume[] {
    return [...this.engine.volumes].map(([name, labels]) => ({ name, labels }));
  }

  createVolume(name: string, labels: Labels): void {
    if (this.engine.volumes.has(name)) return;
    this.engine.ensureVolume(name, labels);
    this.effects.noteVolume('create volume', name, labels);
  }

  removeVolume(name: string): void {
    const labels = this.engine.volumes.get(name);
    if (labels === undefined) throw new EngineFailure(404, `get ${name}: no such volume`);
    const ids = this.engine.usersOf(name).map(({ containerId }) => containerId);
    if (ids.length > 0) throw new EngineFailure(409, `remove ${name}: volume is in use - [${ids.join(', ')}]`);
    this.engine.removeVolume(name);
    this.logins.forget(name);
    this.effects.noteVolume('remove volume', name, labels);
  }

  createNetwork(name: string, driver: string, options: Labels): string {
    if (this.networks.has(name)) throw new EngineFailure(409, `network with name ${name} already exists`);
    const networkId = nextId();
    this.networks.set(name, { networkId, createdAt: new Date().toISOString(), driver, options });
    this.engine.networks.add(name);
    return networkId;
  }

  removeNetwork(name: string): void {
    this.networks.delete(name);
    this.engine.networks.delete(name);
  }

  #findByBeginning(beginning: string): ContainerInfo | undefined {
    const found = this.engine.containers().filter(({ containerId }) => containerId.startsWith(beginning));
    return found.length === 1 ? found[0] : undefined;
  }

  #tryToStart(container: ContainerInfo): void {
    try {
      this.start(this.get(container.containerId));
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error;
    }
  }
}

/** `redis` and `redis:latest` are one image. */
export function toImageKey(imageRef: string): string {
  return imageRef.replace(/:latest$/, '');
}
