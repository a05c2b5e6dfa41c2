import { randomUUID } from 'node:crypto';
import Dockerode from 'dockerode';

const docker = new Dockerode({ socketPath: process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock' });
const LABELS = {
  'bench.installation': 'bench',
  'bench.instance': 'bench',
  'bench.operation': 'bench',
  'bench.service': 'redis',
};
const CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'];

/**
 * The floor of a provision: create, start, `/provision` by exec, inspect, of a container that is configured as the
 * broker's is. Milliseconds.
 * @param {number} hostPort
 * @returns {Promise<{ ms: number, remove: () => Promise<void> }>}
 */
export async function provisionBare(hostPort) {
  const name = `osb-bench-${randomUUID()}`;
  const startedAt = performance.now();
  const container = await docker.createContainer(toOptions(name, hostPort));
  await container.start();
  await runScript(container);
  await container.inspect();
  const ms = performance.now() - startedAt;
  return {
    ms,
    remove: () => container.remove({ force: true, v: true }).then(() => docker.getVolume(`${name}-0`).remove()),
  };
}

/**
 * @param {string} name
 * @param {number} hostPort
 */
function toOptions(name, hostPort) {
  return {
    name,
    Image: 'docker-broker/redis',
    Labels: LABELS,
    Env: [],
    ExposedPorts: { '6379/tcp': {} },
    HostConfig: {
      PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }] },
      NetworkMode: 'osb-tenants',
      CapDrop: ['ALL'],
      CapAdd: CAPABILITIES,
      SecurityOpt: ['no-new-privileges'],
      Memory: 512 * 2 ** 20,
      MemorySwap: 512 * 2 ** 20,
      PidsLimit: 512,
      Ulimits: [{ Name: 'nofile', Soft: 16_384, Hard: 16_384 }],
      RestartPolicy: { Name: 'always' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      Mounts: [
        {
          Type: /** @type {const} */ ('volume'),
          Source: `${name}-0`,
          Target: '/var/lib/redis',
          VolumeOptions: { NoCopy: false, Labels: LABELS, DriverConfig: { Name: 'local', Options: {} } },
        },
      ],
    },
  };
}

/** @param {import('dockerode').Container} container */
async function runScript(container) {
  const environment = ['INSTANCE_ID=bench', 'SERVICE=redis', 'PLAN=100', 'HOST=127.0.0.1', 'PORT_6379=1'];
  const options = { Cmd: ['/provision'], Env: environment, AttachStdin: true, AttachStdout: true, AttachStderr: true };
  const exec = await container.exec(options);
  const stream = await exec.start({ hijack: true, stdin: true });
  stream.end('{}');
  stream.resume();
  await new Promise((resolve) => stream.once('end', resolve));
  const { ExitCode: exitCode } = await exec.inspect();
  if (exitCode !== 0) throw new Error(`/provision ended with ${exitCode}`);
}
