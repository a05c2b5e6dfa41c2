import type { ContainerTraits } from './container-traits.types.js';

/** How one Docker engine is reached. `certificateVersion` changes when the host's certificates do. */
export type DockerEndpoint =
  | { readonly kind: 'unix'; readonly socketPath: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: ClientCertificate };

/** PEM texts. All three are needed: the host's own certificate is always verified against `ca`. */
export interface ClientCertificate {
  readonly version: number;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export interface EngineInfo {
  readonly engineId: string;
  readonly engineVersion: string;
  readonly apiVersion: string;
  /** How it confines containers, in its words: `name=seccomp,profile=default`, `name=userns`, `name=rootless`. */
  readonly securityOptions: readonly string[];
  /** Containers go on running while it is restarted. */
  readonly isLiveRestoreOn: boolean;
}

export interface ImageInfo {
  /** `sha256:…`, the image's content id. */
  readonly imageId: string;
  readonly digests: readonly string[];
  readonly exposedPorts: readonly ContainerPort[];
  /** Paths that the image declares as volumes. */
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The health command as `docker exec` would run it; `undefined` when the image has none. */
  readonly healthCommand: readonly string[] | undefined;
}

export interface ContainerPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface PublishedPort extends ContainerPort {
  readonly hostPort: number;
  /** Address of the host to publish on; `0.0.0.0` for all. */
  readonly hostIp: string;
}

export interface VolumeMount {
  readonly volumeName: string;
  readonly path: string;
}

/** A volume that a container gets. */
export interface MountedVolume extends VolumeMount {
  /** At most, where the volume is yet to be made; without it there is no limit. */
  readonly sizeBytes?: number | undefined;
}

/** A volume to be made. */
export interface NewVolume {
  readonly volumeName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly sizeBytes?: number | undefined;
}

/** What a container gets. What could harm the host (privileged, host paths, devices) cannot be said. */
export interface ContainerSpec extends ContainerTraits {
  readonly name: string;
  readonly imageRef: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly ports: readonly PublishedPort[];
  readonly volumes: readonly MountedVolume[];
  readonly networkName: string;
  readonly capabilities: readonly string[];
  readonly memoryBytes?: number;
  /** Thousandths of a CPU. */
  readonly milliCpus?: number;
  readonly pidsLimit: number;
  /** `always` unless said. */
  readonly restart?: RestartRule;
}

/**
 * The one container of ours that sees more of a host than what is made for it: it reads the logs of all containers.
 * Nothing that a plan or a request says comes into it.
 */
export interface LogShipperSpec {
  readonly name: string;
  readonly imageRef: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly networkName: string;
  readonly memoryBytes: number;
  /** Where it keeps how far it has read, and what waits. */
  readonly volume: VolumeMount;
  /** Where the engine's directory of containers is mounted, read-only. */
  readonly containersPath: string;
}

/** Whether the engine starts a container again when it has ended by itself, and when the engine itself comes back. */
export type RestartRule = 'always' | 'on-failure' | 'no';

/** What of a container can be changed while it stays the same container. What is not named stays as it is. */
export interface ContainerChange {
  readonly memoryBytes?: number;
  /** Thousandths of a CPU. */
  readonly milliCpus?: number;
  readonly pidsLimit?: number;
  readonly restart?: RestartRule;
}

export interface ContainerInfo {
  readonly containerId: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  /** RFC 3339, as the engine says it. */
  readonly startedAt: string;
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  readonly ports: readonly PublishedPort[];
  /** In no order. */
  readonly volumes: readonly VolumeMount[];
  /** Of the limits, 0 is none. */
  readonly memoryBytes: number;
  readonly milliCpus: number;
  readonly pidsLimit: number;
  /** `other`: a rule that we never give. */
  readonly restart: RestartRule | 'other';
}

export interface ExecSpec {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface ExecOutcome {
  /** Only standard output; cut at `maxOutputBytes`, then `truncated` is true. */
  readonly stdout: string;
  /** For the operator only. At most 4 KiB. */
  readonly stderr: string;
  readonly truncated: boolean;
  readonly exitCode: number;
}

export type ExecState =
  | { readonly phase: 'not-started' }
  | { readonly phase: 'running' }
  | { readonly phase: 'ended'; readonly exitCode: number };

export interface RunExecOptions {
  readonly stdin: string;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal;
  /** Whoever runs it has prepared it just now, and told nobody who would start it: it need not be asked whether it was. */
  readonly isNew?: boolean;
}

/** Whom we are to a registry. */
export interface RegistryCredentials {
  readonly userName: string;
  readonly password: string;
}

export interface PullOptions {
  /** For the registry of the image; without them it is asked as anybody would. */
  readonly login?: RegistryCredentials | undefined;
  /** Called with a number of 0 to 100 whenever it changes; not called while the size is unknown. */
  readonly onProgress: (percent: number) => void;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** One line of a container's log; one that is longer than 16 KiB is cut. */
export interface LogLine {
  /** RFC 3339 with up to nine digits of a second, as the engine says it. */
  readonly time: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Which lines of a log: the last `tail` of those that are no older than `sinceMs`. */
export interface LogQuery {
  readonly tail: number;
  /** By the engine's clock. */
  readonly sinceMs?: number;
}

export interface FollowLogOptions extends LogQuery {
  /** Must not throw. While its promise is open no further line is read from the engine, which then holds its end back. */
  readonly onLine: (line: LogLine) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** A container or volume as lists show it. */
export interface Labelled {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ContainerSummary extends Labelled {
  readonly containerId: string;
  readonly state: ContainerInfo['state'];
  /** Ports of the host that it holds now; none unless it runs. */
  readonly hostPorts: readonly HostPort[];
  readonly volumeNames: readonly string[];
}

export interface HostPort {
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

/**
 * All that we ask of a Docker engine. Every method may be repeated, ends within a bounded time, and fails only with a
 * `DockerDriverError` (see docker-driver.errors.ts); `retryable` says whether trying again can help. A driver works
 * through its inputs and outputs alone: it never sees what the broker has stored. A `signal` calls off what has not been
 * sent yet, and hangs up on what has: with `HostUnreachableError`, since the effect is unknown then.
 */
export abstract class DockerDriver {
  /** Who answers there. Throws `HostUnreachableError` when nobody does, `HostUntrustedError` when TLS fails. */
  abstract describeEngine(endpoint: DockerEndpoint): Promise<EngineInfo>;

  /** `undefined`: the engine itself answered that it has no such image. */
  abstract findImage(endpoint: DockerEndpoint, imageRef: string): Promise<ImageInfo | undefined>;

  /** Throws `ImageUnavailableError` when the registry refuses or is out of reach. */
  abstract pullImage(endpoint: DockerEndpoint, imageRef: string, options: PullOptions): Promise<void>;

  /**
   * Makes sure that a bridge network without container-to-container traffic exists, and only one of that name. Another
   * broker may make the same one at this moment: then there may be two for a while, in which no container starts.
   */
  abstract ensureNetwork(endpoint: DockerEndpoint, networkName: string): Promise<void>;

  /**
   * Makes sure that a named volume exists; one that is there stays as it is. Throws `SizeUnsupportedError` when the engine
   * cannot limit the size of a volume.
   */
  abstract ensureVolume(endpoint: DockerEndpoint, volume: NewVolume, signal?: AbortSignal): Promise<void>;

  /** A volume that is not there is fine. Throws `EngineBusyError` while a container still uses it. */
  abstract removeVolume(endpoint: DockerEndpoint, volumeName: string, signal?: AbortSignal): Promise<void>;

  /** All volumes that carry the label, `key` or `key=value`. */
  abstract listVolumes(endpoint: DockerEndpoint, label: string): Promise<readonly Labelled[]>;

  /**
   * The new container's id. Volumes that are not there yet are made with it, without a limit, and get its labels. Throws
   * `NameTakenError`, `ImageMissingError`, `HostFullError`.
   */
  abstract createContainer(endpoint: DockerEndpoint, spec: ContainerSpec, signal?: AbortSignal): Promise<string>;

  /** The new container's id. Throws `NameTakenError`, `ImageMissingError`, `HostFullError`. */
  abstract createLogShipper(endpoint: DockerEndpoint, spec: LogShipperSpec): Promise<string>;

  /** By name or id. `undefined` is the engine's own 404, the only proof of absence. */
  abstract findContainer(endpoint: DockerEndpoint, nameOrId: string): Promise<ContainerInfo | undefined>;

  /** All containers, stopped ones and strangers' too; or those that carry the label, `key` or `key=value`. */
  abstract listContainers(endpoint: DockerEndpoint, label?: string): Promise<readonly ContainerSummary[]>;

  /**
   * Changes a container, running or not, at once and altogether or not at all. May be repeated; what `change` does not
   * name stays. Throws `ContainerMissingError`, `EngineRefusedError` when the host has not that many CPUs or nothing
   * could run within the limit (so no limit of memory or CPUs can be lifted again), `EngineBusyError` while the
   * container uses more memory than it would have.
   */
  abstract updateContainer(endpoint: DockerEndpoint, containerId: string, change: ContainerChange): Promise<void>;

  /**
   * Already running is fine. Throws `PortTakenError`, `ContainerMissingError`, `ContainerStuckError`, and `EngineBusyError`
   * while its network is not there, or there twice.
   */
  abstract startContainer(endpoint: DockerEndpoint, containerId: string): Promise<void>;

  /** Already stopped, or gone, is fine. Kills after `graceSeconds`. */
  abstract stopContainer(endpoint: DockerEndpoint, containerId: string, graceSeconds: number): Promise<void>;

  /** With its anonymous volumes, running or not. Already gone is fine. */
  abstract removeContainer(endpoint: DockerEndpoint, containerId: string): Promise<void>;

  /** The last lines of a container's log, both streams. For the operator only. */
  abstract readLogTail(endpoint: DockerEndpoint, containerId: string, lines: number): Promise<string>;

  /** The last lines, oldest first; no more of them than are 4 MiB of text. Throws `ContainerMissingError`. */
  abstract readLog(endpoint: DockerEndpoint, containerId: string, query: LogQuery): Promise<readonly LogLine[]>;

  /**
   * Hands over what is there and then each line as it is written. Settles when the container stops or is gone, and when
   * the signal fires. Throws `ContainerMissingError`.
   */
  abstract followLog(endpoint: DockerEndpoint, containerId: string, options: FollowLogOptions): Promise<void>;

  /** Prepares a command in a running container; nothing runs yet. The exec's id. Throws `ContainerMissingError`, `ContainerNotRunningError`. */
  abstract createExec(endpoint: DockerEndpoint, containerId: string, spec: ExecSpec): Promise<string>;

  /**
   * Starts a prepared command, feeds `stdin` and waits for its end. A missing program is an outcome with exit code 126
   * or 127. Throws `ExecLostError` when the engine knows it no longer, `ExecTimeoutError` after `timeoutMs`: the command then still runs, no call of the engine ends it.
   */
  abstract runExec(endpoint: DockerEndpoint, execId: string, options: RunExecOptions): Promise<ExecOutcome>;

  /** `undefined`: the engine does not know this exec (it forgets them with their container, or at a restart). */
  abstract findExec(endpoint: DockerEndpoint, execId: string): Promise<ExecState | undefined>;
}
