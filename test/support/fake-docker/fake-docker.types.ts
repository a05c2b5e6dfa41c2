import type { ContainerInfo, ContainerSpec, ExecOutcome, ImageInfo } from '#docker-driver';
import type { ScriptedExec } from '#docker-driver/testing';

export type Labels = Readonly<Record<string, string>>;

/** The calls of the engine's API that are played, by the names under which faults are injected. */
export type RouteName =
  | 'createContainer'
  | 'inspectContainer'
  | 'listContainers'
  | 'updateContainer'
  | 'startContainer'
  | 'stopContainer'
  | 'removeContainer'
  | 'readLog'
  | 'createExec'
  | 'startExec'
  | 'inspectExec'
  | 'createVolume'
  | 'inspectVolume'
  | 'listVolumes'
  | 'removeVolume'
  | 'createNetwork'
  | 'listNetworks'
  | 'removeNetwork'
  | 'inspectImage'
  | 'pullImage'
  | 'version'
  | 'info'
  | 'ping';

/** One request, understood. */
export interface EngineCall {
  readonly route: RouteName;
  /** The container, command, volume, network or image that the path names, as it names it; '' for none. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** What an upgraded connection brings, up to its end. */
  readonly stdin: Promise<string>;
}

/** What an engine answers once its work is done. */
export type Answer = PlainAnswer | StreamAnswer;

export interface PlainAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
}

/** The connection becomes a stream; `frames` settles when the command has ended. */
export interface StreamAnswer {
  readonly status: 101;
  readonly frames: Promise<Buffer>;
}

/** A started program, as a test's script sees it. */
export interface FakeExec extends Omit<ScriptedExec, 'stdin'> {
  /** Ends with the client's half of the connection, or with the connection. */
  readonly stdin: Promise<string>;
  /** Fires when the container stops: nothing that the script does after that counts. */
  readonly signal: AbortSignal;
}

export type FakeScript = (exec: FakeExec) => Partial<ExecOutcome> | Promise<Partial<ExecOutcome>>;

export type LifecycleProgram = '/provision' | '/update' | '/bind' | '/unbind' | '/deprovision';

/** A time in milliseconds, or one between two. */
export type Span = number | readonly [min: number, max: number];

/** Instead of the effect, or of the answer to it: the connection is reset, nothing ever comes, or an error does. */
export type Trouble = 'reset' | 'hang' | { readonly status: number; readonly message: string };

/**
 * An answer that is no good: cut in its middle, without an end (fast, or a byte at a time), no JSON, JSON of the wrong
 * types, or the JSON that is said.
 */
export type SpoiltAnswer = 'half' | 'endless' | 'trickle' | 'garbage' | 'wrong types' | { readonly json: unknown };

/** What goes wrong in a call. All parts are optional and may be joined. */
export interface CallFault {
  readonly delayMs?: Span;
  /** The call stands still until this settles; its effect comes then, even if its client is gone. */
  readonly until?: Promise<unknown>;
  /** Instead of the effect. */
  readonly before?: Trouble;
  /** The effect is there, the answer is not. */
  readonly after?: Trouble | SpoiltAnswer;
}

export interface InjectedCallFault extends CallFault {
  /** How many calls it hits; 1 unless said. */
  readonly times?: number;
  /** Hits only the calls of which this is true. `container`: the one that the call is about, if it exists. */
  readonly when?: (call: EngineCall, container: ContainerInfo | undefined) => boolean;
}

export interface RandomFaults {
  /** Of a call to be hit, 0 to 1. */
  readonly probability: number;
  /** One of these, each as likely as the others; name one twice for twice the chance. */
  readonly faults: readonly CallFault[];
  /** All, unless said. */
  readonly routes?: readonly RouteName[];
}

/** A fault that was injected. */
export interface FaultHandle {
  /** How many calls it has hit. */
  readonly hits: number;
  remove(): void;
}

export interface FakeDockerOptions {
  /** Images that the host has: `redis`, which exposes 6379/tcp and declares `/data`, unless said. */
  readonly images?: Readonly<Record<string, Partial<ImageInfo>>>;
  /** Of all that is random here. */
  readonly seed?: number;
  /** How long a lifecycle script takes; 0 unless said. */
  readonly scriptMs?: Span;
  /** Plays what is no lifecycle script. Unless said, there are no other programs in the images. */
  readonly otherPrograms?: FakeScript;
}

export interface ForeignContainer extends Partial<Omit<ContainerSpec, 'name'>> {
  readonly name: string;
}

export interface FakeVolume {
  readonly name: string;
  readonly labels: Labels;
}

export interface Login {
  readonly username: string;
  readonly password: string;
  readonly instanceId: string;
  readonly bindingId: string;
}
