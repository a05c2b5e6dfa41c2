import { checkFullId, checkVariableNames } from '../check-name.js';
import {
  ContainerNotRunningError,
  EngineRefusedError,
  ExecLostError,
  ExecTimeoutError,
  HostUnreachableError,
} from '../docker-driver.errors.js';
import type { ContainerInfo, ExecOutcome, ExecSpec, ExecState, RunExecOptions } from '../docker-driver.port.js';
import { nextId } from './next-id.js';

/** A started command, as a test's script sees it. */
export interface ScriptedExec extends ExecSpec {
  readonly execId: string;
  readonly containerId: string;
  readonly containerName: string;
  readonly stdin: string;
}

/** Stands for all programs in all containers. `execOutcome` helps to answer. */
export type ExecScript = (exec: ScriptedExec) => ExecOutcome | Promise<ExecOutcome>;

export interface StoredExec extends ExecSpec {
  readonly execId: string;
  readonly containerId: string;
  readonly containerName: string;
  readonly state: ExecState;
}

/** A successful and silent command, but for what is said. */
export function execOutcome(said: Partial<ExecOutcome> = {}): ExecOutcome {
  return { stdout: '', stderr: '', truncated: false, exitCode: 0, ...said };
}

/** The commands of one engine, each started at most once. */
export class InMemoryExecs {
  readonly #execs = new Map<string, StoredExec>();

  all(): readonly StoredExec[] {
    return [...this.#execs.values()];
  }

  create({ containerId, name }: ContainerInfo, spec: ExecSpec): string {
    checkVariableNames(spec.environment);
    const execId = nextId();
    this.#execs.set(execId, { ...spec, execId, containerId, containerName: name, state: { phase: 'not-started' } });
    return execId;
  }

  find(execId: string): ExecState | undefined {
    return this.#execs.get(checkFullId(execId))?.state;
  }

  /** `isRunning` tells whether the container that has the command runs. */
  async run(
    execId: string,
    options: RunExecOptions,
    script: ExecScript,
    isRunning: (containerId: string) => boolean,
  ): Promise<ExecOutcome> {
    const exec = this.begin(execId, isRunning);
    const outcome = await withinTime(this.#play(exec, options.stdin, script), execId, options);
    if (!this.#execs.has(execId)) throw new ExecLostError(`Command ${execId} went with its container.`);
    return cut(outcome, options.maxOutputBytes);
  }

  /** From now on it runs, until `end` is called. */
  begin(execId: string, isRunning: (containerId: string) => boolean): StoredExec {
    const exec = this.#execs.get(checkFullId(execId));
    if (exec === undefined) throw new ExecLostError(`Command ${execId} is not known.`);
    if (exec.state.phase !== 'not-started') throw new EngineRefusedError(`Command ${execId} cannot be started.`);
    if (!isRunning(exec.containerId)) throw new ContainerNotRunningError(`The container of ${execId} is not running.`);
    this.#setState(execId, { phase: 'running' });
    return exec;
  }

  /** One that has ended keeps its exit code, whatever is said later; one that is forgotten stays so. */
  end(execId: string, exitCode: number): void {
    if (this.#execs.get(execId)?.state.phase === 'running') this.#setState(execId, { phase: 'ended', exitCode });
  }

  /** `undefined`: it was never prepared, or is forgotten. */
  findStored(execId: string): StoredExec | undefined {
    return this.#execs.get(execId);
  }

  /** The engine forgets a container's commands with the container. */
  forget(containerId: string): void {
    for (const exec of this.all()) if (exec.containerId === containerId) this.#execs.delete(exec.execId);
  }

  async #play(exec: StoredExec, stdin: string, script: ExecScript): Promise<ExecOutcome> {
    const outcome = await script({ ...exec, stdin });
    this.end(exec.execId, outcome.exitCode);
    return outcome;
  }

  #setState(execId: string, state: ExecState): void {
    const exec = this.#execs.get(execId);
    if (exec !== undefined) this.#execs.set(execId, { ...exec, state });
  }
}

/** Whoever waited is told; the script goes on, as a real command does. */
function withinTime(outcome: Promise<ExecOutcome>, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ExecTimeoutError(`Command ${execId} outlived its time limit.`));
    }, options.timeoutMs);
    const callOff = (): void => {
      reject(new HostUnreachableError(`Command ${execId} was called off.`, options.signal?.reason));
    };
    if (options.signal?.aborted === true) callOff();
    options.signal?.addEventListener('abort', callOff, { once: true });
    void outcome.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', callOff);
    });
  });
}

function cut(outcome: ExecOutcome, maxOutputBytes: number): ExecOutcome {
  const bytes = Buffer.from(outcome.stdout);
  if (bytes.length <= maxOutputBytes) return outcome;
  return { ...outcome, stdout: bytes.toString('utf8', 0, maxOutputBytes), truncated: true };
}
