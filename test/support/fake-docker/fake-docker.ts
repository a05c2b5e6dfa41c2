import type { ContainerInfo, DockerEndpoint, ImageInfo } from '#docker-driver';
import type { StoredExec } from '#docker-driver/testing';
import { findFreePort } from '../free-ports.js';
import { CallFaults } from './call-faults.js';
import { CallHandler } from './call-handler.js';
import { EngineServer } from './engine-server.js';
import type { Effect } from './effects-log.js';
import type {
  FakeDockerOptions,
  FakeScript,
  FakeVolume,
  FaultHandle,
  ForeignContainer,
  InjectedCallFault,
  Login,
  RandomFaults,
  RouteName,
} from './fake-docker.types.js';
import { FakeHost, toImageKey } from './fake-host.js';
import { PlayedService } from './played-service.js';
import { SeededRandom } from './seeded-random.js';

const REDIS: Partial<ImageInfo> = { exposedPorts: [{ port: 6379, protocol: 'tcp' }], volumes: ['/data'] };
const NEEDS_DISK: readonly RouteName[] = ['createContainer', 'createVolume', 'startContainer', 'createExec'];
const FULL = 'mkdir /var/lib/docker/overlay2/fake-init: no space left on device';

/**
 * A Docker host over HTTP on loopback, as far as the driver sees one, for brokers that are processes of their own. It
 * passes the driver's contract; calls go wrong as told; what has really happened is seen from here.
 */
export class FakeDocker {
  readonly endpoint: DockerEndpoint;
  readonly #host = new FakeHost();
  readonly #random: SeededRandom;
  readonly #service: PlayedService;
  readonly #faults: CallFaults;
  readonly #handler: CallHandler;
  readonly #server: EngineServer;

  private constructor(
    readonly port: number,
    options: FakeDockerOptions,
  ) {
    this.endpoint = { kind: 'tcp', host: '127.0.0.1', port };
    this.#random = new SeededRandom(options.seed ?? 1);
    this.#service = new PlayedService(this.#host, this.#random, options.scriptMs ?? 0, options.otherPrograms);
    this.#faults = new CallFaults(this.#random);
    this.#handler = new CallHandler({ host: this.#host, service: this.#service }, this.#faults, this.#random);
    this.#server = new EngineServer(port, (request, connection) => this.#handler.handle(request, connection));
    for (const [imageRef, said] of Object.entries(options.images ?? { redis: REDIS })) this.addImage(imageRef, said);
  }

  /** Its port lies outside the kernel's range, so that nobody takes it while nothing listens there. */
  static async start(options: FakeDockerOptions = {}): Promise<FakeDocker> {
    const fake = new FakeDocker(await findFreePort(), options);
    await fake.#server.open();
    return fake;
  }

  /** All that runs here ends: nothing is left of it. */
  async close(): Promise<void> {
    this.#handler.dropWaiting();
    await this.#server.close();
    this.#host.execs.kill();
  }

  // What is on the host.

  addImage(imageRef: string, said: Partial<ImageInfo> = REDIS): void {
    this.#host.addImage(imageRef, said);
  }

  /** The registry has it: it can be pulled. */
  publishImage(imageRef: string, said: Partial<ImageInfo> = REDIS): void {
    this.#host.registry.set(toImageKey(imageRef), said);
  }

  /** Somebody else's, made and started. Its image is made as well if need be. */
  addForeignContainer(said: ForeignContainer): ContainerInfo {
    const bare = { imageRef: 'foreign', labels: {}, environment: {}, ports: [], volumes: [], capabilities: [] };
    const spec = { ...bare, networkName: 'bridge', pidsLimit: 0, ...said };
    if (!this.#host.engine.images.has(toImageKey(spec.imageRef))) this.addImage(spec.imageRef, {});
    // Theirs have no labels: only our driver makes volumes with those of the container.
    for (const { volumeName } of spec.volumes) this.#host.createVolume(volumeName, {});
    const { containerId } = this.#host.create(spec);
    this.#host.start(this.#host.get(containerId));
    return this.#host.get(containerId);
  }

  /** A stranger's process holds this port of the host, until `freePort`. */
  takePort(hostPort: number): void {
    this.#host.engine.foreignPorts.add(hostPort);
  }

  freePort(hostPort: number): void {
    this.#host.engine.foreignPorts.delete(hostPort);
  }

  /** Somebody stops it by hand: it stays stopped. */
  stopByHand(nameOrId: string): void {
    this.#host.stop(this.#host.get(nameOrId));
  }

  removeByHand(nameOrId: string): void {
    this.#host.remove(this.#host.get(nameOrId));
  }

  /** What happens by itself, such as `{ health: 'unhealthy' }`; for the end of a container there is `stopByHand`. */
  changeContainer(nameOrId: string, change: Pick<Partial<ContainerInfo>, 'health' | 'exitCode'>): void {
    this.#host.engine.change(this.#host.get(nameOrId).containerId, change);
  }

  /** In place of the program of this name (`/bind`), in all containers. */
  play(program: string, script: FakeScript): void {
    this.#service.replace(program, script);
  }

  // What goes wrong.

  inject(routes: RouteName | readonly RouteName[], fault: InjectedCallFault): FaultHandle {
    return this.#faults.inject(typeof routes === 'string' ? [routes] : routes, fault);
  }

  injectAtRandom(faults: RandomFaults): FaultHandle {
    return this.#faults.injectAtRandom(faults);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** No space is left on the device, until the handle is removed. */
  fillDisk(): FaultHandle {
    return this.inject(NEEDS_DISK, { before: { status: 500, message: FULL }, times: Infinity });
  }

  /**
   * The way to the host breaks; what runs there goes on. `refuse`: connections are cut and refused. `silent`: they
   * stand, but nothing that is sent there has an effect or an answer.
   */
  async unplug(how: 'refuse' | 'silent' = 'refuse'): Promise<void> {
    this.#handler.isDeaf = how === 'silent';
    if (how === 'refuse') await this.#server.close();
  }

  async plug(): Promise<void> {
    if (this.#handler.isDeaf) this.#server.cut();
    this.#handler.isDeaf = false;
    await this.#server.open();
  }

  /** The engine stands still, as when it is stopped by a signal: calls have their effect when the returned function is called. */
  pause(): () => void {
    let goOn = (): void => undefined;
    this.#handler.holdUntil(
      new Promise((resolve) => {
        goOn = resolve;
      }),
    );
    return goOn;
  }

  /** Connections are cut, calls under way dropped, commands killed and forgotten; what has a restart policy comes back. */
  async restart(): Promise<void> {
    this.#handler.dropWaiting();
    await this.#server.close();
    this.#handler.isDeaf = false;
    this.#host.restart();
    await this.#server.open();
  }

  // What is seen.

  /** All, or those that have the label `key=value`. */
  containers(label?: string): readonly ContainerInfo[] {
    return label === undefined ? this.#host.engine.containers() : this.#host.engine.list(label);
  }

  volumes(): readonly FakeVolume[] {
    return this.#host.volumes();
  }

  networks(): readonly string[] {
    return [...this.#host.networks.keys()];
  }

  runningExecs(): readonly StoredExec[] {
    return this.#host.execs.running();
  }

  /** Logins that `/bind` has made for the instance and `/unbind` has not taken back. */
  logins(instanceId: string): readonly Login[] {
    return this.#host.logins.of(instanceId);
  }

  /** Whether a client of the service gets in: somewhere a container runs that has this login of the instance. */
  accepts(instanceId: string, username: string, password: string): boolean {
    return this.#running().some((container) =>
      this.#host.logins
        .in(container)
        .some((one) => one.instanceId === instanceId && one.username === username && one.password === password),
    );
  }

  /** The same by the `redis://USER:PASSWORD@HOST:PORT` of the credentials: the container that publishes the port decides. */
  acceptsUri(uri: string): boolean {
    const { username, password, port } = new URL(uri);
    const container = this.#running().find(({ ports }) => ports.some(({ hostPort }) => String(hostPort) === port));
    const logins = container === undefined ? [] : this.#host.logins.in(container);
    return logins.some((one) => one.username === username && one.password === password);
  }

  effects(): readonly Effect[] {
    return this.#host.effects.all();
  }

  /** The most containers of the instance that were there at one moment, running or not. */
  mostAlive(instanceId: string): number {
    return this.#host.effects.mostAlive(instanceId);
  }

  mostRunning(instanceId: string): number {
    return this.#host.effects.mostRunning(instanceId);
  }

  /** The most lifecycle scripts that ran in the instance's containers at one moment. */
  mostScriptsAtOnce(instanceId: string): number {
    return this.#host.effects.mostScriptsAtOnce(instanceId);
  }

  /** How often it was called, whatever came of it. */
  calls(route: RouteName): number {
    return this.#handler.calls.get(route) ?? 0;
  }

  #running(): readonly ContainerInfo[] {
    return this.containers().filter(({ state }) => state === 'running');
  }
}
