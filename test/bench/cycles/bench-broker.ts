import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { frugal } from '../../../apps/local/processes.mjs';
import { HEADERS, memoryOf, PORTS, startServer, stopServer, temporaryFolder, UNLIMITED } from '../processes.mjs';

const ROOT = new URL('../../../../', import.meta.url).pathname;
const TICKS_PER_SECOND = 100;

interface Start {
  /** Node's. */
  readonly flags?: readonly string[];
  /** The broker's, as its environment has them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A broker as it is shipped, on hosts of the fake Docker. */
export class BenchBroker {
  private constructor(
    private readonly broker: ChildProcess,
    private readonly engine: ChildProcess,
  ) {}

  static async start(hosts: number, { flags = [], settings = {} }: Start = {}): Promise<BenchBroker> {
    const engine = spawn(process.execPath, [`${ROOT}dist/test/bench/cycles/fake-engine.js`, String(hosts)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ports = await new Promise<string>((resolve) =>
      engine.stdout.once('data', (data) => {
        resolve(String(data));
      }),
    );
    const main = [`${ROOT}dist/apps/broker/src/main.js`, '-config', `${ROOT}config/broker.config`];
    const env = { ...frugal.env, ...SETTINGS, DATA_DIR: temporaryFolder(), PORT: String(PORTS.broker), ...settings };
    const url = `http://127.0.0.1:${PORTS.broker}/v2/catalog`;
    const broker = await startServer([...frugal.nodeFlags, ...flags, ...main], env, url);
    for (const port of ports.trim().split(' ')) await ping(Number(port));
    return new BenchBroker(broker, engine);
  }

  get port(): number {
    return PORTS.broker;
  }

  get pid(): number {
    return this.broker.pid ?? 0;
  }

  /** Since its start, in the kernel and outside of it. */
  get cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  get residentBytes(): number {
    return memoryOf(this.broker) * 2 ** 20;
  }

  async stop(): Promise<void> {
    await stopServer(this.broker);
    this.engine.stdin?.end();
  }
}

/**
 * One credential orders all, and one agent pings as fast as it can: the limits of what they may are for others. As many
 * workers as clients, so that nobody waits for anything but the broker.
 */
const SETTINGS = {
  VCAP_APP_HOST: '127.0.0.1',
  BROKER_DOCKER_PULL: 'never',
  BROKER_OPERATIONS_WORKERS: '64',
  BROKER_OPERATIONS_WORKERSPERHOST: '64',
  ...UNLIMITED,
};

async function ping(dockerPort: number): Promise<void> {
  const host = {
    ServiceHost: '127.0.0.1',
    DockerHost: '127.0.0.1',
    DockerPort: dockerPort,
    IsActive: true,
    KeepAlive: 3_600,
  };
  const body = JSON.stringify({ ...host, PerfFactor: 1, Portbind_min: 20_000, Portbind_max: 29_999 });
  const { status } = await fetch(`http://127.0.0.1:${PORTS.broker}/ping`, { method: 'POST', headers: HEADERS, body });
  if (status !== 200) throw new Error(`the ping was answered with ${status}`);
}
