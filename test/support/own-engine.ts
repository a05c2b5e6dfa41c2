import { execFile, execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import type { TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { SOCKET_PATH } from './engine.js';
import { pollUntil } from './poll-until.js';
import { sendRequest } from './send-request.js';
import type { HttpAnswer } from './send-request.js';

const TLS_PORT = 2376;
/** Its processes and mounts end with it, containers' too. */
const ALONE = ['--pid', '--mount', '--uts', '--mount-proc', '--fork', '--kill-child=SIGKILL'];

/**
 * A Docker engine that a test brings: a host of its own, in a network namespace, reached over TLS as operators reach
 * theirs. In the namespace of the machine's engine it would flush that one's packet filter. Needs root and `ip`.
 */
export class OwnEngine {
  readonly port = TLS_PORT;
  readonly #name = `osbt${randomBytes(3).toString('hex')}`;
  readonly #net = `10.${randomInt(200, 250)}.${randomInt(0, 250)}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'docker-host-'));
  #certificates: TestCertificates;
  #engine: ChildProcess | undefined;

  private constructor() {
    this.#certificates = makeCertificates(`IP:${this.address}`);
  }

  /** One that answers, and has these images of the machine's engine. */
  static async start(images: readonly string[]): Promise<OwnEngine> {
    const engine = new OwnEngine();
    try {
      engine.#connect();
      engine.#writeCertificates();
      await engine.boot();
      await engine.#copy(images);
      return engine;
    } catch (error) {
      await engine.remove();
      throw error;
    }
  }

  get address(): string {
    return `${this.#net}.2`;
  }

  get certificates(): TestCertificates {
    return this.#certificates;
  }

  /** Another CA, and all certificates by it: for the engine from its next boot on, for its agent from its next start on. */
  renewCertificates(): void {
    this.#certificates = makeCertificates(`IP:${this.address}`);
    this.#writeCertificates();
  }

  /** As the agent's flags name them. */
  get agentFlags(): readonly string[] {
    const file = (name: string): string => join(this.#folder, name);
    return ['-cacert', file('ca.pem'), '-clientcert', file('client.pem'), '-clientkey', file('client.key')];
  }

  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<HttpAnswer> {
    const headers = { 'Content-Type': 'application/json' };
    return sendRequest({ socketPath: this.#socketPath, method, path, headers }, body);
  }

  /** Names of all containers, without the leading slash. */
  containerNames(): Promise<readonly string[]> {
    return this.#listNames('all=1');
  }

  runningNames(): Promise<readonly string[]> {
    return this.#listNames('all=0');
  }

  async #listNames(query: string): Promise<readonly string[]> {
    const { body } = await this.ask('GET', `/containers/json?${query}`);
    return (body as { Names: string[] }[]).map(({ Names }) => (Names[0] ?? '').slice(1));
  }

  /** The host is on again, with the disk that it had; what runs was in memory. */
  async boot(): Promise<void> {
    for (const name of ['pid', 'exec']) rmSync(join(this.#folder, name), { recursive: true, force: true });
    const log = openSync(join(this.#folder, 'log'), 'a');
    const args = [`--net=/var/run/netns/${this.#name}`, 'unshare', ...ALONE, 'dockerd', ...this.#engineFlags()];
    this.#engine = spawn('nsenter', args, { stdio: ['ignore', log, log] });
    const ended = once(this.#engine, 'close').then(() => {
      throw new Error(readFileSync(join(this.#folder, 'log'), 'utf8').split('\n').slice(-6).join('\n'));
    });
    await Promise.race([pollUntil('an engine of our own to answer', () => this.#isUp()), ended]);
  }

  /** As if its power was cut: containers end as well. */
  async cut(): Promise<void> {
    if (this.#engine === undefined) return;
    const ended = once(this.#engine, 'close');
    this.#engine.kill('SIGKILL');
    await ended;
    this.#engine = undefined;
  }

  async remove(): Promise<void> {
    await this.cut();
    attempt('ip', ['link', 'del', this.#name]);
    attempt('ip', ['netns', 'del', this.#name]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #socketPath(): string {
    return join(this.#folder, 'docker.sock');
  }

  #connect(): void {
    const name = this.#name;
    const inside = ['-n', name];
    ip('netns', 'add', name);
    ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('addr', 'add', `${this.#net}.1/24`, 'dev', name);
    ip('link', 'set', name, 'up');
    ip(...inside, 'addr', 'add', `${this.address}/24`, 'dev', 'eth0');
    for (const device of ['eth0', 'lo']) ip(...inside, 'link', 'set', device, 'up');
    ip(...inside, 'route', 'add', 'default', 'via', `${this.#net}.1`);
  }

  #writeCertificates(): void {
    const { ca, server, client } = this.certificates;
    const files = { 'ca.pem': ca, 'server.pem': server.cert, 'server.key': server.key };
    const all = { ...files, 'client.pem': client.cert, 'client.key': client.key };
    mkdirSync(this.#folder, { recursive: true });
    for (const [name, pem] of Object.entries(all)) writeFileSync(join(this.#folder, name), pem, { mode: 0o600 });
  }

  #engineFlags(): string[] {
    const file = (name: string): string => join(this.#folder, name);
    const own = ['--data-root', file('data'), '--exec-root', file('exec'), '--pidfile', file('pid')];
    const tls = ['--tlsverify', '--tlscacert', file('ca.pem'), '--tlscert', file('server.pem')];
    const hosts = ['-H', `unix://${this.#socketPath}`, '-H', `tcp://${this.address}:${TLS_PORT}`];
    return [...own, ...tls, '--tlskey', file('server.key'), ...hosts];
  }

  async #isUp(): Promise<boolean> {
    return (await this.ask('GET', '/_ping').catch(() => undefined))?.status === 200;
  }

  /** All at once: what they have in common is sent once. */
  async #copy(images: readonly string[]): Promise<void> {
    const script = 'from="$1" to="$2"; shift 2; docker -H "$from" save "$@" | docker -H "$to" load';
    const engines = [`unix://${SOCKET_PATH}`, `unix://${this.#socketPath}`];
    await promisify(execFile)('sh', ['-ec', script, 'sh', ...engines, ...images]);
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}

function attempt(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, args, { stdio: 'pipe' });
  } catch {
    // It was never made, or is gone.
  }
}
