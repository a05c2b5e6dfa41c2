import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecOutcome } from '#docker-driver';
import type { FakeHost } from './fake-host.js';
import type { FakeExec, FakeScript, Span } from './fake-docker.types.js';
import type { SeededRandom } from './seeded-random.js';

/**
 * What runs in containers: a service that knows logins, and its lifecycle scripts (docs/image-contract.md). A script
 * takes half of its time before its effect and half after it, so that it can be killed on either side.
 */
export class PlayedService {
  readonly #scripts = new Map<string, FakeScript>([
    ['/provision', (exec) => this.#takeTime(exec, () => ({}))],
    ['/update', (exec) => this.#update(exec)],
    ['/bind', (exec) => this.#takeTime(exec, () => this.#bind(exec))],
    ['/unbind', (exec) => this.#takeTime(exec, () => this.#unbind(exec))],
    ['/deprovision', (exec) => this.#takeTime(exec, () => ({}))],
    ['/healthy', () => ({})],
  ]);

  constructor(
    private readonly host: FakeHost,
    private readonly random: SeededRandom,
    private readonly scriptMs: Span,
    private readonly otherPrograms: FakeScript = refuseMissing,
  ) {}

  /** In place of the program of this name, in all containers. */
  replace(program: string, script: FakeScript): void {
    this.#scripts.set(program, script);
  }

  readonly run: FakeScript = (exec) => {
    const script = this.#scripts.get(exec.command[0] ?? '') ?? this.otherPrograms;
    return script(exec);
  };

  async #takeTime({ signal }: FakeExec, effect: () => Partial<ExecOutcome>): Promise<Partial<ExecOutcome>> {
    const halfMs = this.random.within(this.scriptMs) / 2;
    if (halfMs > 0) await sleep(halfMs, undefined, { signal });
    const outcome = effect();
    if (halfMs > 0) await sleep(halfMs, undefined, { signal });
    return outcome;
  }

  /** The parameter `refuse` makes it fail, `take` makes it last some milliseconds. */
  async #update(exec: FakeExec): Promise<Partial<ExecOutcome>> {
    const { refuse, take } = JSON.parse(await exec.stdin) as { readonly refuse?: boolean; readonly take?: number };
    if (take !== undefined) await sleep(take, undefined, { signal: exec.signal });
    return this.#takeTime(exec, () => ({ exitCode: refuse === true ? 1 : 0 }));
  }

  #bind({ containerId, environment }: FakeExec): Partial<ExecOutcome> {
    const { USERNAME: username, PASSWORD: password, INSTANCE_ID, BINDING_ID } = environment;
    if (username === undefined || password === undefined) return { exitCode: 2, stderr: 'no USERNAME or PASSWORD\n' };
    const login = { username, password, instanceId: INSTANCE_ID ?? '', bindingId: BINDING_ID ?? '' };
    this.host.logins.put(this.host.get(containerId), login);
    return { stdout: JSON.stringify({ uri: `redis://${username}:${password}@$HOST:$PORT_6379`, username, password }) };
  }

  #unbind({ containerId, environment }: FakeExec): Partial<ExecOutcome> {
    this.host.logins.drop(this.host.get(containerId), environment['USERNAME'] ?? '');
    return {};
  }
}

/** As the engine says it: in the output, on both engines and clients a success until the exit code is asked for. */
function refuseMissing({ command: [program = ''] }: FakeExec): Partial<ExecOutcome> {
  const why = `exec: "${program}": stat ${program}: no such file or directory: unknown`;
  const stdout = `OCI runtime exec failed: exec failed: unable to start container process: ${why}\r\n`;
  return { stdout, exitCode: 126 };
}
