import type { ExecOutcome } from '#docker-driver';
import type { InMemoryEngine, StoredExec } from '#docker-driver/testing';
import type { EffectsLog } from './effects-log.js';
import type { FakeExec, FakeScript, Labels } from './fake-docker.types.js';

const KILLED = { exitCode: 137 };

interface RunningExec {
  readonly exec: StoredExec;
  readonly labels: Labels;
  readonly killer: AbortController;
}

/** The commands that run on the host. Nobody has to listen to them; only the end of their container ends them early. */
export class HostExecs {
  readonly #running = new Map<string, RunningExec>();

  constructor(
    private readonly engine: InMemoryEngine,
    private readonly effects: EffectsLog,
  ) {}

  running(): readonly StoredExec[] {
    return [...this.#running.values()].map(({ exec }) => exec);
  }

  async run(execId: string, stdin: Promise<string>, script: FakeScript): Promise<Partial<ExecOutcome>> {
    const run = this.#begin(execId);
    const { signal } = run.killer;
    const killed = new Promise<Partial<ExecOutcome>>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(KILLED);
      });
    });
    const outcome = await Promise.race([play(script, { ...run.exec, stdin, signal }), killed]);
    this.#end(run, outcome.exitCode ?? 0);
    return outcome;
  }

  /** As a container does to its processes when it stops. */
  kill(containerId?: string): void {
    for (const run of this.#running.values()) {
      if (containerId !== undefined && run.exec.containerId !== containerId) continue;
      this.#end(run, KILLED.exitCode);
      run.killer.abort();
    }
  }

  #begin(execId: string): RunningExec {
    const exec = this.engine.execs.begin(execId, (containerId) => this.engine.find(containerId)?.state === 'running');
    const labels = this.engine.find(exec.containerId)?.labels ?? {};
    const run = { exec, labels, killer: new AbortController() };
    this.#running.set(execId, run);
    this.effects.noteExec('start exec', exec, labels);
    return run;
  }

  #end({ exec, labels }: RunningExec, exitCode: number): void {
    if (!this.#running.delete(exec.execId)) return;
    this.engine.execs.end(exec.execId, exitCode);
    this.effects.noteExec('end exec', exec, labels);
  }
}

async function play(script: FakeScript, exec: FakeExec): Promise<Partial<ExecOutcome>> {
  try {
    return await script(exec);
  } catch (error) {
    return exec.signal.aborted ? KILLED : { exitCode: 1, stderr: String(error) };
  }
}
