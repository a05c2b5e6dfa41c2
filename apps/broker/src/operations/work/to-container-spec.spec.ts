import { describe, expect, it } from 'vitest';
import type { ServiceInstance } from '#persistence';
import { aHost } from '#persistence/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { DockerConfig } from '../../config/docker-config.js';
import type { InstanceSite } from './instance-site.js';
import { toEnvironment } from './lifecycle-scripts.js';
import { toContainerSpec } from './to-container-spec.js';

const PORTS = [{ port: 6379, protocol: 'tcp' as const, hostPort: 20_000 }];
const IMAGE = {
  imageRef: 'redis:7',
  info: {
    imageId: 'sha256:1',
    digests: [],
    exposedPorts: [{ port: 6379, protocol: 'tcp' as const }],
    volumes: ['/data', '/log'],
    labels: {},
    healthCommand: undefined,
  },
};

function siteOf(definition = aDefinition(), serviceHost = '192.0.2.1'): InstanceSite {
  const request = { parameters: {}, context: {}, organizationGuid: 'o', spaceGuid: 's' };
  const instance: ServiceInstance = {
    health: 'ok',
    moves: 0,
    instanceId: 'i',
    serviceName: 'redis',
    planName: '100',
    specHash: '',
    request,
    definition,
    hostId: 'h',
    baseName: 'osb-i',
    generation: 0,
    containerName: 'osb-i',
    containerId: undefined,
    imageId: undefined,
    imageVersion: undefined,
    volumePaths: undefined,
    target: undefined,
    state: 'creating',
    sharedIn: undefined,
    isHouse: false,
    dashboardUrl: undefined,
  };
  return {
    instance,
    home: instance,
    definition,
    host: {
      ...aHost({ serviceHost }),
      hostId: 'h',
      isAlive: true,
      isOpen: true,
      silentMs: 0,
      measured: {},
      labels: {},
    },
    endpoint: { kind: 'unix', socketPath: '/s' },
    ports: PORTS,
    installationId: 'here',
  };
}

const creationOn = (site: InstanceSite): Parameters<typeof toContainerSpec>[0] => ({
  site,
  operation: { operationId: 'o' },
});

describe('toContainerSpec', () => {
  it('is safe by default', () => {
    expect(toContainerSpec(creationOn(siteOf()), IMAGE, PORTS, new DockerConfig())).toEqual({
      name: 'osb-i',
      imageRef: 'redis:7',
      labels: {
        'docker-broker.instance': 'i',
        'docker-broker.service': 'redis',
        'docker-broker.broker': 'here',
        'docker-broker.operation': 'o',
      },
      environment: {},
      ports: [{ port: 6379, protocol: 'tcp', hostPort: 20_000, hostIp: '0.0.0.0' }],
      volumes: [
        { volumeName: 'osb-i-0', path: '/data' },
        { volumeName: 'osb-i-1', path: '/log' },
      ],
      networkName: 'osb-tenants',
      capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
      memoryBytes: 512 * 2 ** 20,
      pidsLimit: 512,
      ulimits: { nofile: { soft: 16_384, hard: 16_384 } },
      restart: 'always',
    });
  });

  it('is what the plan says', () => {
    const definition = aDefinition({
      environment: { A: 'b' },
      command: ['serve', '--fast'],
      memory: '1g',
      cpu: 0.5,
      pids: 7,
      volumes: ['/var/lib', { path: '/var/log', size: '1g' }],
      tmpfs: ['/run', { path: '/tmp', size: '16m' }],
      entrypoint: ['tini', '--'],
      user: 'redis:redis',
      shm: '128m',
      restart: 'on-failure',
      capabilities: ['CHOWN'],
      readonlyRoot: true,
      ulimits: { nofile: { soft: 100, hard: 200 }, core: { soft: 0, hard: 0 } },
      labels: { team: 'data', 'docker-broker.instance': 'another' },
      healthcheck: { command: ['ok'], intervalSeconds: 2, timeoutSeconds: 3, startPeriodSeconds: 4, retries: 5 },
    });

    expect(toContainerSpec(creationOn(siteOf(definition)), IMAGE, [], new DockerConfig())).toMatchObject({
      environment: { A: 'b' },
      command: ['serve', '--fast'],
      memoryBytes: 2 ** 30,
      milliCpus: 500,
      pidsLimit: 7,
      ports: [],
      volumes: [
        { volumeName: 'osb-i-0', path: '/var/lib' },
        { volumeName: 'osb-i-1', path: '/var/log', sizeBytes: 2 ** 30 },
      ],
      temporary: [
        { path: '/run', sizeBytes: 64 * 2 ** 20 },
        { path: '/tmp', sizeBytes: 16 * 2 ** 20 },
      ],
      entrypoint: ['tini', '--'],
      user: 'redis:redis',
      shmBytes: 128 * 2 ** 20,
      restart: 'on-failure',
      capabilities: ['CHOWN'],
      isRootReadOnly: true,
      ulimits: { nofile: { soft: 100, hard: 200 }, core: { soft: 0, hard: 0 } },
      labels: { team: 'data', 'docker-broker.instance': 'i' },
      health: { command: ['ok'], intervalMs: 2_000, timeoutMs: 3_000, startPeriodMs: 4_000, retries: 5 },
    });
  });

  it('asks for health in the words of a shell, as a text is meant', () => {
    const definition = aDefinition({ healthcheck: { command: 'a && b' } });

    expect(toContainerSpec(creationOn(siteOf(definition)), IMAGE, [], new DockerConfig()).health).toEqual({
      command: ['/bin/sh', '-c', 'a && b'],
    });
  });

  it('keeps nothing on a volume that is to be in memory', () => {
    const spec = toContainerSpec(creationOn(siteOf(aDefinition({ tmpfs: ['/log/'] }))), IMAGE, [], new DockerConfig());

    expect(spec.volumes).toEqual([{ volumeName: 'osb-i-0', path: '/data' }]);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.9.9.9', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
    ['::1', '127.0.0.1'],
    ['127.evil.org', '0.0.0.0'],
    ['10.0.0.1', '0.0.0.0'],
  ])('publishes for %s on %s', (serviceHost, hostIp) => {
    const spec = toContainerSpec(creationOn(siteOf(aDefinition(), serviceHost)), IMAGE, PORTS, new DockerConfig());

    expect(spec.ports).toMatchObject([{ hostIp }]);
  });

  it('has no more volumes than are looked for when it is gone', () => {
    const volumes = Array.from({ length: 30 }, (_, index) => `/v${index}`);
    const image = { ...IMAGE, info: { ...IMAGE.info, volumes } };

    expect(toContainerSpec(creationOn(siteOf()), image, PORTS, new DockerConfig()).volumes).toHaveLength(20);
  });
});

describe('toEnvironment', () => {
  const surroundings = { service: 'redis', plan: '100', host: 'h' };

  it('has a binding and a login only on bind and unbind', () => {
    const login = { username: 'u', password: 'p' };

    expect(toEnvironment({ instanceId: 'i', bindingId: undefined }, surroundings, { ports: [] })).toEqual({
      INSTANCE_ID: 'i',
      SERVICE: 'redis',
      PLAN: '100',
      HOST: 'h',
    });
    expect(toEnvironment({ instanceId: 'i', bindingId: 'b' }, surroundings, { ports: PORTS, login })).toEqual({
      INSTANCE_ID: 'i',
      BINDING_ID: 'b',
      SERVICE: 'redis',
      PLAN: '100',
      HOST: 'h',
      PORT_6379: '20000',
      USERNAME: 'u',
      PASSWORD: 'p',
    });
  });
});
