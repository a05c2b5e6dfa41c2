import { type ContainerSpec, DockerodeDockerDriver, type ExecOutcome, type RunExecOptions } from '#docker-driver';
import { INSTANCE_LABEL } from '../../../apps/broker/src/operations/container-labels.types.js';
import { FakeDocker } from './fake-docker.js';
import type { FakeDockerOptions } from './fake-docker.types.js';

const NETWORK = 'tenants';

/** Uses a fake engine as a broker does: through the driver, with a broker's names and labels. */
export class FakeTenant {
  readonly driver = new DockerodeDockerDriver();

  private constructor(readonly fake: FakeDocker) {}

  static async open(options?: FakeDockerOptions): Promise<FakeTenant> {
    const tenant = new FakeTenant(await FakeDocker.start(options));
    await tenant.driver.ensureNetwork(tenant.fake.endpoint, NETWORK);
    return tenant;
  }

  async close(): Promise<void> {
    this.driver.close();
    await this.fake.close();
  }

  /** A container with the instance's volume, not started yet. */
  create(instanceId: string, hostPort = 20_000): Promise<string> {
    return this.driver.createContainer(this.fake.endpoint, toSpec(instanceId, hostPort));
  }

  async serve(instanceId: string, hostPort?: number): Promise<string> {
    const containerId = await this.create(instanceId, hostPort);
    await this.driver.startContainer(this.fake.endpoint, containerId);
    return containerId;
  }

  /** A lifecycle script with the login `user`, whose binding is `binding`. */
  prepare(containerId: string, program: string, password = 'secret'): Promise<string> {
    const login = { INSTANCE_ID: 'one', BINDING_ID: 'binding', USERNAME: 'user', PASSWORD: password };
    return this.driver.createExec(this.fake.endpoint, containerId, { command: [program], environment: login });
  }

  async run(containerId: string, program: string, password?: string): Promise<ExecOutcome> {
    return this.start(await this.prepare(containerId, program, password));
  }

  start(execId: string, said: Partial<RunExecOptions> = {}): Promise<ExecOutcome> {
    const options = { stdin: '{}', timeoutMs: 5_000, maxOutputBytes: 65_536, ...said };
    return this.driver.runExec(this.fake.endpoint, execId, options);
  }
}

/** What it fails with; `undefined` when it does not. For calls that are awaited later. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error;
  }
}

function toSpec(instanceId: string, hostPort: number): ContainerSpec {
  return {
    name: `osb-${instanceId}`,
    imageRef: 'redis',
    labels: { [INSTANCE_LABEL]: instanceId, 'docker-broker.service': 'redis' },
    environment: {},
    ports: [{ port: 6379, protocol: 'tcp', hostPort, hostIp: '127.0.0.1' }],
    volumes: [{ volumeName: `osb-${instanceId}-0`, path: '/data' }],
    networkName: NETWORK,
    capabilities: [],
    pidsLimit: 64,
  };
}
