import { checkImageRef, checkName } from '../check-name.js';
import { HostUnreachableError, ImageUnavailableError } from '../docker-driver.errors.js';
import { DockerDriver } from '../docker-driver.port.js';
import type {
  ContainerChange,
  ContainerInfo,
  ContainerSpec,
  ContainerSummary,
  DockerEndpoint,
  EngineInfo,
  ExecOutcome,
  ExecSpec,
  ExecState,
  FollowLogOptions,
  ImageInfo,
  Labelled,
  LogLine,
  LogQuery,
  LogShipperSpec,
  PullOptions,
  RunExecOptions,
} from '../docker-driver.port.js';
import { toAddress } from '../to-address.js';
import { Faults } from './faults.js';
import type { Fault } from './faults.js';
import { InMemoryEngine } from './in-memory-engine.js';
import { execOutcome } from './in-memory-execs.js';
import type { ExecScript, StoredExec } from './in-memory-execs.js';
import { toFakeShipper } from './to-fake-shipper.js';
import { toFakeSummary } from './to-fake-summary.js';
import { refuseCalledOff } from './refuse-called-off.js';
import { toFakeImage } from './to-fake-image.js';

export type DriverMethod = keyof DockerDriver;
type Labels = Readonly<Record<string, string>>;
/**
 * As many engines as endpoints are named, each empty at first. Programs are played by one `script`; faults are injected
 * per method. Passes the same contract as the real driver.
 */
export class InMemoryDockerDriver extends DockerDriver {
  readonly #engines = new Map<string, InMemoryEngine>();
  readonly #registry = new Map<string, ImageInfo>();
  readonly #unplugged = new Set<string>();
  readonly #faults = new Faults<DriverMethod>();
  readonly #calls: DriverMethod[] = [];

  constructor(private script: ExecScript = () => execOutcome()) {
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

  /** The host has this image already. */
  addImage(endpoint: DockerEndpoint, imageRef: string, said: Partial<ImageInfo> = {}): void {
    this.#engine(endpoint).images.set(imageRef, toFakeImage(said));
  }

  /** The registry has this image: it can be pulled. */
  publishImage(imageRef: string, said: Partial<ImageInfo> = {}): void {
    this.#registry.set(imageRef, toFakeImage(said));
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

  override describeEngine(endpoint: DockerEndpoint): Promise<EngineInfo> {
    return this.#call('describeEngine', endpoint, ({ engineId }) => ({
      engineId,
      engineVersion: '20.10.24',
      apiVersion: '1.41',
    }));
  }

  override findImage(endpoint: DockerEndpoint, imageRef: string): Promise<ImageInfo | undefined> {
    return this.#call('findImage', endpoint, (engine) => engine.images.get(checkImageRef(imageRef)));
  }

  override pullImage(endpoint: DockerEndpoint, imageRef: string, options: PullOptions): Promise<void> {
    return this.#call('pullImage', endpoint, (engine) => {
      const image = this.#registry.get(checkImageRef(imageRef));
      if (image === undefined) throw new ImageUnavailableError(`The registry has no ${imageRef}.`);
      options.onProgress(100);
      engine.images.set(imageRef, image);
    });
  }

  override ensureNetwork(endpoint: DockerEndpoint, networkName: string): Promise<void> {
    return this.#call('ensureNetwork', endpoint, ({ networks }) => void networks.add(checkName(networkName)));
  }

  override ensureVolume(endpoint: DockerEndpoint, name: string, labels: Labels, signal?: AbortSignal): Promise<void> {
    return this.#call('ensureVolume', endpoint, (engine) => {
      refuseCalledOff(signal);
      engine.ensureVolume(name, labels);
    });
  }

  override removeVolume(endpoint: DockerEndpoint, volumeName: string, signal?: AbortSignal): Promise<void> {
    return this.#call('removeVolume', endpoint, (engine) => {
      refuseCalledOff(signal);
      engine.removeVolume(volumeName);
    });
  }

  override listVolumes(endpoint: DockerEndpoint, label: string): Promise<readonly Labelled[]> {
    return this.#call('listVolumes', endpoint, (engine) => engine.listVolumes(label));
  }

  override createContainer(endpoint: DockerEndpoint, spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
    return this.#call('createContainer', endpoint, (engine) => {
      refuseCalledOff(signal);
      return engine.create(spec);
    });
  }

  override createLogShipper(endpoint: DockerEndpoint, spec: LogShipperSpec): Promise<string> {
    return this.#call('createLogShipper', endpoint, (engine) => engine.create(toFakeShipper(spec)));
  }

  override findContainer(endpoint: DockerEndpoint, nameOrId: string): Promise<ContainerInfo | undefined> {
    return this.#call('findContainer', endpoint, (engine) => engine.find(nameOrId));
  }

  override listContainers(endpoint: DockerEndpoint, label?: string): Promise<readonly ContainerSummary[]> {
    return this.#call('listContainers', endpoint, (engine) =>
      (label === undefined ? engine.containers() : engine.list(label)).map(toFakeSummary),
    );
  }

  override updateContainer(endpoint: DockerEndpoint, containerId: string, change: ContainerChange): Promise<void> {
    return this.#call('updateContainer', endpoint, (engine) => {
      engine.update(containerId, change);
    });
  }

  override startContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.#call('startContainer', endpoint, (engine) => {
      engine.start(containerId);
    });
  }

  override stopContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.#call('stopContainer', endpoint, (engine) => {
      engine.stop(containerId);
    });
  }

  override removeContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.#call('removeContainer', endpoint, (engine) => {
      engine.remove(containerId);
    });
  }

  override readLogTail(endpoint: DockerEndpoint, containerId: string, lines: number): Promise<string> {
    return this.#call('readLogTail', endpoint, ({ logs }) => logs.readText(containerId, lines));
  }

  override readLog(endpoint: DockerEndpoint, containerId: string, query: LogQuery): Promise<readonly LogLine[]> {
    return this.#call('readLog', endpoint, ({ logs }) => logs.read(containerId, query));
  }

  override followLog(endpoint: DockerEndpoint, containerId: string, options: FollowLogOptions): Promise<void> {
    return this.#call('followLog', endpoint, (engine) => engine.followLog(containerId, options));
  }

  override createExec(endpoint: DockerEndpoint, containerId: string, spec: ExecSpec): Promise<string> {
    return this.#call('createExec', endpoint, (engine) => engine.execs.create(engine.getRunning(containerId), spec));
  }

  override runExec(endpoint: DockerEndpoint, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
    return this.#call('runExec', endpoint, (engine) => engine.runExec(execId, options, this.script));
  }

  override findExec(endpoint: DockerEndpoint, execId: string): Promise<ExecState | undefined> {
    return this.#call('findExec', endpoint, ({ execs }) => execs.find(execId));
  }

  async #call<T>(
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
