import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ExecOutcome, ExecTimeoutError } from '#docker-driver';
import type { Login } from '#persistence';
import { fillPlaceholders } from '../../apps/broker/src/operations/placeholders.types.js';
import { toEnvironment } from '../../apps/broker/src/operations/work/lifecycle-scripts.js';
import { readScriptOutput } from '../../apps/broker/src/operations/work/read-script-output.js';
import type { ScriptEnd } from './judge-script.js';
import { TRIAL_HOST } from './to-trial-spec.js';
import type { TrialContainer } from './trial-container.js';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024;
const SHORTEST_MS = 20;

export type Script = '/provision' | '/update' | '/bind' | '/unbind' | '/deprovision';

/** One binding under trial. */
export interface Binding {
  readonly instanceId: string;
  readonly bindingId: string;
  readonly login: Login;
}

export interface Run {
  readonly script: Script;
  readonly instanceId: string;
  readonly binding?: Binding;
  /** What it reads; the empty parameters unless said. */
  readonly stdin?: string;
}

export function newBinding(instanceId: string, bindingId: string): Binding {
  const login = { username: `u${randomBytes(7).toString('hex')}`, password: randomBytes(20).toString('hex') };
  return { instanceId, bindingId, login };
}

/** Runs the image's scripts as brokers do, with their environment, arguments and limits. */
export class TrialScripts {
  readonly #durations = new Map<Script, number>();

  constructor(private readonly container: TrialContainer) {}

  async has(script: Script): Promise<boolean> {
    const { exitCode } = await this.#execute(['sh', '-c', `test -x ${script}`], {}, '');
    return exitCode === 0;
  }

  async run(run: Run): Promise<ScriptEnd> {
    const startedAt = performance.now();
    try {
      return await this.#execute(toCommand(run), this.#environmentOf(run), run.stdin ?? '{}');
    } catch (error) {
      if (error instanceof ExecTimeoutError) return undefined;
      throw error;
    } finally {
      this.#durations.set(run.script, performance.now() - startedAt);
    }
  }

  /** Loses the container when the script is about half done, by how long it took before. Then starts it again. */
  async runAndKill(run: Run): Promise<void> {
    const half = Math.max(SHORTEST_MS, (this.#durations.get(run.script) ?? 0) / 2);
    const cut = this.#execute(toCommand(run), this.#environmentOf(run), '{}').catch(() => undefined);
    await sleep(half);
    await this.container.killAndStart();
    await cut;
  }

  /** The image's own health command. */
  async isHealthy(): Promise<boolean> {
    const command = this.container.info.healthCommand;
    return command === undefined || (await this.#execute(command, {}, '')).exitCode === 0;
  }

  /** What the platform is given; `{}` when the script printed nothing that can be read. */
  toCredentials(end: ScriptEnd): Readonly<Record<string, unknown>> {
    if (end === undefined) return {};
    try {
      const values = { host: TRIAL_HOST, ports: this.container.ports };
      return fillPlaceholders(readScriptOutput('/bind', end), values) as Record<string, unknown>;
    } catch {
      return {};
    }
  }

  #environmentOf({ script, instanceId, binding }: Run): Record<string, string> {
    const surroundings = { service: 'trial', plan: 'trial', host: TRIAL_HOST };
    return toEnvironment({ instanceId, bindingId: binding?.bindingId }, surroundings, {
      ports: this.container.ports,
      ...(binding === undefined ? {} : { login: binding.login }),
      ...(script === '/update' ? { previousPlan: 'trial' } : {}),
    });
  }

  async #execute(
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
    stdin: string,
  ): Promise<ExecOutcome> {
    const { docker, endpoint, containerId } = this.container;
    const execId = await docker.createExec(endpoint, containerId, { command, environment });
    return docker.runExec(endpoint, execId, { stdin, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES });
  }
}

/** `/unbind` gets the dashboard's address, of which there is none here. */
function toCommand({ script }: Run): readonly string[] {
  return script === '/unbind' ? [script, ''] : [script];
}
