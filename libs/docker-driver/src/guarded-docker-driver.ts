import { tracingChannel } from 'node:diagnostics_channel';
import { DockerDriver } from './docker-driver.port.js';
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
  NewVolume,
  LogLine,
  LogQuery,
  LogShipperSpec,
  PullOptions,
  RunExecOptions,
} from './docker-driver.port.js';
import { HostCircuit } from './host-circuit.js';
import { toAddress } from './to-address.js';

type Signal = AbortSignal;

/** A host stopped answering, or answers again. */
export interface HostChange {
  readonly endpoint: DockerEndpoint;
  readonly answers: boolean;
  /** What the last call without an answer ended with. */
  readonly reason: string;
}

interface Call {
  readonly name: keyof DockerDriver;
  readonly endpoint: DockerEndpoint;
  readonly signal?: Signal | undefined;
}

/**
 * Tells who listens (tests that kill the process right there) that a call is about to be sent (`start`) and has ended
 * (`asyncStart`), each with `{ name }`. Nobody listens in production.
 */
const calls = tracingChannel('docker-broker:docker');

/** Any driver, with a circuit breaker for each host: one that does not answer costs nobody more than a moment. */
export class GuardedDockerDriver extends DockerDriver {
  readonly #circuits = new Map<string, HostCircuit>();

  constructor(
    private readonly driver: DockerDriver,
    private readonly onChange: (change: HostChange) => void = () => undefined,
  ) {
    super();
  }

  override describeEngine(endpoint: DockerEndpoint): Promise<EngineInfo> {
    return this.#guard({ name: 'describeEngine', endpoint }, () => this.driver.describeEngine(endpoint));
  }

  override findImage(endpoint: DockerEndpoint, imageRef: string): Promise<ImageInfo | undefined> {
    return this.#guard({ name: 'findImage', endpoint }, () => this.driver.findImage(endpoint, imageRef));
  }

  override pullImage(endpoint: DockerEndpoint, imageRef: string, options: PullOptions): Promise<void> {
    const call = { name: 'pullImage', endpoint, signal: options.signal } as const;
    return this.#guard(call, () => this.driver.pullImage(endpoint, imageRef, options));
  }

  override ensureNetwork(endpoint: DockerEndpoint, networkName: string): Promise<void> {
    return this.#guard({ name: 'ensureNetwork', endpoint }, () => this.driver.ensureNetwork(endpoint, networkName));
  }

  override ensureVolume(endpoint: DockerEndpoint, volume: NewVolume, signal?: Signal): Promise<void> {
    const call = { name: 'ensureVolume', endpoint, signal } as const;
    return this.#guard(call, () => this.driver.ensureVolume(endpoint, volume, signal));
  }

  override removeVolume(endpoint: DockerEndpoint, volumeName: string, signal?: Signal): Promise<void> {
    const call = { name: 'removeVolume', endpoint, signal } as const;
    return this.#guard(call, () => this.driver.removeVolume(endpoint, volumeName, signal));
  }

  override listVolumes(endpoint: DockerEndpoint, label: string): Promise<readonly Labelled[]> {
    return this.#guard({ name: 'listVolumes', endpoint }, () => this.driver.listVolumes(endpoint, label));
  }

  override createContainer(endpoint: DockerEndpoint, spec: ContainerSpec, signal?: Signal): Promise<string> {
    const call = { name: 'createContainer', endpoint, signal } as const;
    return this.#guard(call, () => this.driver.createContainer(endpoint, spec, signal));
  }

  override createLogShipper(endpoint: DockerEndpoint, spec: LogShipperSpec): Promise<string> {
    return this.#guard({ name: 'createLogShipper', endpoint }, () => this.driver.createLogShipper(endpoint, spec));
  }

  override findContainer(endpoint: DockerEndpoint, nameOrId: string): Promise<ContainerInfo | undefined> {
    return this.#guard({ name: 'findContainer', endpoint }, () => this.driver.findContainer(endpoint, nameOrId));
  }

  override listContainers(endpoint: DockerEndpoint, label?: string): Promise<readonly ContainerSummary[]> {
    return this.#guard({ name: 'listContainers', endpoint }, () => this.driver.listContainers(endpoint, label));
  }

  override updateContainer(endpoint: DockerEndpoint, containerId: string, change: ContainerChange): Promise<void> {
    const call = { name: 'updateContainer', endpoint } as const;
    return this.#guard(call, () => this.driver.updateContainer(endpoint, containerId, change));
  }

  override startContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.#guard({ name: 'startContainer', endpoint }, () => this.driver.startContainer(endpoint, containerId));
  }

  override stopContainer(endpoint: DockerEndpoint, containerId: string, graceSeconds: number): Promise<void> {
    const call = { name: 'stopContainer', endpoint } as const;
    return this.#guard(call, () => this.driver.stopContainer(endpoint, containerId, graceSeconds));
  }

  override removeContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.#guard({ name: 'removeContainer', endpoint }, () => this.driver.removeContainer(endpoint, containerId));
  }

  override readLogTail(endpoint: DockerEndpoint, containerId: string, lines: number): Promise<string> {
    return this.#guard({ name: 'readLogTail', endpoint }, () => this.driver.readLogTail(endpoint, containerId, lines));
  }

  override readLog(endpoint: DockerEndpoint, containerId: string, query: LogQuery): Promise<readonly LogLine[]> {
    return this.#guard({ name: 'readLog', endpoint }, () => this.driver.readLog(endpoint, containerId, query));
  }

  override followLog(endpoint: DockerEndpoint, containerId: string, options: FollowLogOptions): Promise<void> {
    const call = { name: 'followLog', endpoint, signal: options.signal } as const;
    return this.#guard(call, () => this.driver.followLog(endpoint, containerId, options));
  }

  override createExec(endpoint: DockerEndpoint, containerId: string, spec: ExecSpec): Promise<string> {
    return this.#guard({ name: 'createExec', endpoint }, () => this.driver.createExec(endpoint, containerId, spec));
  }

  override runExec(endpoint: DockerEndpoint, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
    const call = { name: 'runExec', endpoint, signal: options.signal } as const;
    return this.#guard(call, () => this.driver.runExec(endpoint, execId, options));
  }

  override findExec(endpoint: DockerEndpoint, execId: string): Promise<ExecState | undefined> {
    return this.#guard({ name: 'findExec', endpoint }, () => this.driver.findExec(endpoint, execId));
  }

  #guard<T>({ name, endpoint, signal }: Call, send: () => Promise<T>): Promise<T> {
    return this.#circuitOf(endpoint).run({
      signal,
      probe: () => trace('describeEngine', () => this.driver.describeEngine(endpoint)),
      run: () => trace(name, send),
    });
  }

  #circuitOf(endpoint: DockerEndpoint): HostCircuit {
    const address = toAddress(endpoint);
    const known = this.#circuits.get(address);
    if (known !== undefined) return known;
    const circuit = new HostCircuit((answers, reason) => {
      this.onChange({ endpoint, answers, reason });
    });
    this.#circuits.set(address, circuit);
    return circuit;
  }
}

function trace<T>(name: Call['name'], send: () => Promise<T>): Promise<T> {
  return calls.tracePromise(send, { name });
}
