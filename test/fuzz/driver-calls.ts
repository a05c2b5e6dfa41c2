import type { DockerDriver, DockerEndpoint } from '#docker-driver';

type Call = (driver: DockerDriver, endpoint: DockerEndpoint) => Promise<unknown>;

const ID = 'a'.repeat(64);
const SPEC = {
  name: 'osb-1',
  imageRef: 'redis:7',
  labels: { a: 'b' },
  environment: {},
  ports: [],
  volumes: [{ volumeName: 'vol', path: '/data', labels: {} }],
  networkName: 'net',
  capabilities: [],
  pidsLimit: 64,
};
const SHIPPER = {
  name: 'shipper',
  imageRef: 'shipper',
  labels: {},
  networkName: 'net',
  memoryBytes: 1_024,
  volume: { volumeName: 'vol', path: '/data' },
  containersPath: '/logs',
};
/** Those that may wait for long: as long as a test has. */
const TIMEOUT_MS = 300;

/** All that the driver asks of an engine, by the names of the port. */
export const CALLS: Readonly<Record<keyof DockerDriver, Call>> = {
  describeEngine: (driver, at) => driver.describeEngine(at),
  findImage: (driver, at) => driver.findImage(at, 'redis:7'),
  pullImage: (driver, at) =>
    driver.pullImage(at, 'r.test/redis:7', { onProgress: () => undefined, timeoutMs: TIMEOUT_MS }),
  ensureNetwork: (driver, at) => driver.ensureNetwork(at, 'net'),
  ensureVolume: (driver, at) => driver.ensureVolume(at, { volumeName: 'vol', labels: { a: 'b' } }),
  removeVolume: (driver, at) => driver.removeVolume(at, 'vol'),
  listVolumes: (driver, at) => driver.listVolumes(at, 'a=b'),
  createContainer: (driver, at) => driver.createContainer(at, SPEC),
  createLogShipper: (driver, at) => driver.createLogShipper(at, SHIPPER),
  findContainer: (driver, at) => driver.findContainer(at, 'osb-1'),
  listContainers: (driver, at) => driver.listContainers(at, 'a=b'),
  updateContainer: (driver, at) => driver.updateContainer(at, ID, { memoryBytes: 2_048 }),
  startContainer: (driver, at) => driver.startContainer(at, ID),
  stopContainer: (driver, at) => driver.stopContainer(at, ID, 0),
  removeContainer: (driver, at) => driver.removeContainer(at, ID),
  readLogTail: (driver, at) => driver.readLogTail(at, ID, 20),
  readLog: (driver, at) => driver.readLog(at, ID, { tail: 20 }),
  followLog: (driver, at) =>
    driver.followLog(at, ID, { tail: 20, onLine: () => undefined, signal: AbortSignal.timeout(TIMEOUT_MS) }),
  createExec: (driver, at) => driver.createExec(at, ID, { command: ['/bind'], environment: {} }),
  runExec: (driver, at) => driver.runExec(at, ID, { stdin: '{}', timeoutMs: TIMEOUT_MS, maxOutputBytes: 65_536 }),
  findExec: (driver, at) => driver.findExec(at, ID),
};

export const CALL_NAMES = Object.keys(CALLS) as [keyof DockerDriver, ...(keyof DockerDriver)[]];
