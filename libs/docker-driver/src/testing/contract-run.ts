import { randomBytes } from 'node:crypto';

import type { ContainerSpec, DockerDriver, DockerEndpoint, ExecOutcome } from '../docker-driver.port.js';

/** What a run of the contract stands on. */
export interface DockerDriverFixture {
  readonly driver: DockerDriver;
  readonly endpoint: DockerEndpoint;
  /** Has `sleep`, `sh`, `cat`, `printenv`, and is there already. */
  readonly imageRef: string;
  /** Free on the host, for this run alone. */
  readonly hostPort: number;
  /** Does not exist yet; `close` removes it. */
  readonly networkName: string;
  close(): Promise<void>;
}

export const LABEL = 'docker-broker.contract';
export const ABSENT_ID = 'f'.repeat(64);

/** One run of the contract: what it makes carries a label of its own, and only that is removed after each test. */
export class ContractRun {
  readonly run = randomBytes(6).toString('hex');
  readonly volumeName = `contract-${this.run}`;
  #fixture: DockerDriverFixture | undefined;

  constructor(private readonly openFixture: () => Promise<DockerDriverFixture>) {}

  get fixture(): DockerDriverFixture {
    if (this.#fixture === undefined) throw new Error('the run has not begun');
    return this.#fixture;
  }

  get driver(): DockerDriver {
    return this.fixture.driver;
  }

  get endpoint(): DockerEndpoint {
    return this.fixture.endpoint;
  }

  readonly toSpec = (said: Partial<ContainerSpec> = {}): ContainerSpec => ({
    name: `contract-${this.run}`,
    imageRef: this.fixture.imageRef,
    labels: { [LABEL]: this.run, kind: 'sleeper' },
    environment: { GREETING: 'hello = world' },
    command: ['sleep', '300'],
    ports: [],
    volumes: [],
    networkName: this.fixture.networkName,
    capabilities: [],
    pidsLimit: 64,
    ...said,
  });

  readonly create = (said: Partial<ContainerSpec> = {}): Promise<string> =>
    this.driver.createContainer(this.endpoint, this.toSpec(said));

  readonly createRunning = async (said: Partial<ContainerSpec> = {}): Promise<string> => {
    const containerId = await this.create(said);
    await this.driver.startContainer(this.endpoint, containerId);
    return containerId;
  };

  readonly prepare = (containerId: string, ...command: string[]): Promise<string> =>
    this.driver.createExec(this.endpoint, containerId, { command, environment: { GREETING: 'good morning' } });

  readonly runExec = (execId: string, stdin = '', said = {}): Promise<ExecOutcome> =>
    this.driver.runExec(this.endpoint, execId, { stdin, timeoutMs: 10_000, maxOutputBytes: 65_536, ...said });

  async open(): Promise<void> {
    this.#fixture = await this.openFixture();
    await this.driver.ensureNetwork(this.endpoint, this.fixture.networkName);
  }

  async clear(): Promise<void> {
    for (const { containerId } of await this.driver.listContainers(this.endpoint, `${LABEL}=${this.run}`)) {
      await this.driver.removeContainer(this.endpoint, containerId);
    }
    await this.driver.removeVolume(this.endpoint, this.volumeName);
  }

  async close(): Promise<void> {
    await this.fixture.close();
  }
}
