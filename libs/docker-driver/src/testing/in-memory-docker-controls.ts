import { HostUnreachableError } from '../docker-driver.errors.js';
import { DockerDriver } from '../docker-driver.port.js';
import type {
  ContainerInfo,
  ContainerSpec,
  DockerEndpoint,
  EngineInfo,
  ImageInfo,
  RegistryCredentials,
} from '../docker-driver.port.js';
import { toAddress } from '../to-address.js';
import { Faults } from './faults.js';
import type { Fault } from './faults.js';
import { InMemoryEngine } from './in-memory-engine.js';
import { execOutcome } from './in-memory-execs.js';
import type { ExecScript, StoredExec } from './in-memory-execs.js';
import { InMemoryRegistry } from './in-memory-registry.js';
import { toFakeImage } from './to-fake-image.js';

export type DriverMethod = keyof DockerDriver;

/** What a test does to the engines in memory and sees of them, past the port. */
export abstract class InMemoryDockerControls extends DockerDriver {
  readonly #engines = new Map<string, InMemoryEngine>();
  protected readonly registry = new InMemoryRegistry();
  readonly #unplugged = new Set<string>();
  readonly #faults = new Faults<DriverMethod>();
  readonly #calls: DriverMethod[] = [];

  constructor(protected script: ExecScript = () => execOutcome()) {
    super();
  }

  /** Replaces the script that plays all programs. */
  play(script: ExecScript): void {
    this.script = script;
  }

  inject(method: DriverMethod, fault: Fault): void {
    this.#faults.inject(method, fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Nobody answers there until `plug`; what runs goes on running. */
  unplug(endpoint: DockerEndpoint): void {
    this.#unplugged.add(toAddress(endpoint));
  }

  plug(endpoint: DockerEndpoint): void {
    this.#unplugged.delete(toAddress(endpoint));
  }

  /** From now on the engine says this of itself. */
  changeEngine(endpoint: DockerEndpoint, said: Partial<EngineInfo>): void {
    this.#engine(endpoint).said = said;
  }

  /** The host has this image already. */
  addImage(endpoint: DockerEndpoint, imageRef: string, said: Partial<ImageInfo> = {}): void {
    this.#engine(endpoint).images.set(imageRef, toFakeImage(said));
  }

  /** The registry has this image: it can be pulled. */
  publishImage(imageRef: string, said: Partial<ImageInfo> = {}): void {
    this.registry.publish(imageRef, toFakeImage(said));
  }

  /** From now on the registry gives its images to this login alone. */
  lockRegistry(registryHost: string, login: RegistryCredentials): void {
    this.registry.lock(registryHost, login);
  }

  /** A stranger holds this port of the host, until `freePort`. */
  takePort(endpoint: DockerEndpoint, hostPort: number): void {
    this.#engine(endpoint).foreignPorts.add(hostPort);
  }

  freePort(endpoint: DockerEndpoint, hostPort: number): void {
    this.#engine(endpoint).foreignPorts.delete(hostPort);
  }

  /** As if it had happened by itself: `{ state: 'exited', exitCode: 1 }`, `{ health: 'unhealthy' }`. */
  changeContainer(endpoint: DockerEndpoint, containerId: string, change: Partial<ContainerInfo>): void {
    this.#engine(endpoint).change(containerId, change);
  }

  /** Lines that the container has written. */
  writeLog(endpoint: DockerEndpoint, containerId: string, ...lines: readonly string[]): void {
    this.#engine(endpoint).logs.write(containerId, lines);
  }

  containers(endpoint: DockerEndpoint): readonly ContainerInfo[] {
    return this.#engine(endpoint).containers();
  }

  /** What the container was made with. Throws `ContainerMissingError`. */
  specOf(endpoint: DockerEndpoint, containerId: string): ContainerSpec {
    return this.#engine(endpoint).specOf(containerId);
  }

  volumes(endpoint: DockerEndpoint): readonly string[] {
    return [...this.#engine(endpoint).volumes.keys()];
  }

  networks(endpoint: DockerEndpoint): readonly string[] {
    return [...this.#engine(endpoint).networks];
  }

  execs(endpoint: DockerEndpoint): readonly StoredExec[] {
    return this.#engine(endpoint).execs.all();
  }

  /** The methods that were called, in order, those that failed too. */
  calls(): readonly DriverMethod[] {
    return this.#calls;
  }

  protected async call<T>(
    method: DriverMethod,
    endpoint: DockerEndpoint,
    effect: (engine: InMemoryEngine) => T | Promise<T>,
  ): Promise<T> {
    this.#calls.push(method);
    return this.#faults.around(method, () => {
      if (this.#unplugged.has(toAddress(endpoint))) throw new HostUnreachableError('Nobody answers there.');
      return effect(this.#engine(endpoint));
    });
  }

  #engine(endpoint: DockerEndpoint): InMemoryEngine {
    const address = toAddress(endpoint);
    const engine = this.#engines.get(address) ?? new InMemoryEngine();
    this.#engines.set(address, engine);
    return engine;
  }
}
