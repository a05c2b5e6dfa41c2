import { describe, expect, it } from 'vitest';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { DockerConfig } from '../../config/docker-config.js';
import { decideUpdateWay, type UpdateWay } from './decide-update-way.js';
import { toLimits } from './to-limits.js';

type Change = Partial<ServiceDefinition>;

function decide(from: Change, to: Change, isOtherImageWanted = false): UpdateWay {
  const [before, after] = [aDefinition(from), aDefinition(to)];
  const config = new DockerConfig();
  const limits = { from: toLimits(before, config), to: toLimits(after, config) };
  return decideUpdateWay({ from: before, to: after, limits, isOtherImageWanted });
}

describe('decideUpdateWay', () => {
  it.each<[string, Change, Change, UpdateWay['way']]>([
    ['nothing but the name of the plan', { plan: '100' }, { plan: '200' }, 'keep'],
    ['texts of the catalog', {}, { planDescription: 'more', free: false }, 'keep'],
    ['credentials', { credentials: { a: '1' } }, { credentials: { a: '2' } }, 'keep'],
    ['memory', { memory: '64m' }, { memory: '128m' }, 'change limits'],
    ['memory in other words', { memory: '128m' }, { memory: 134_217_728 }, 'keep'],
    ['a limit of its own that is the default', {}, { memory: '512m' }, 'keep'],
    ['processes', { pids: 100 }, { pids: 200 }, 'change limits'],
    ['a first limit of CPU, which could not be taken back', {}, { cpu: 0.5 }, 'replace'],
    ['CPU without limit again', { cpu: 0.5 }, {}, 'replace'],
    ['the image', { image: 'a:1' }, { image: 'a:2' }, 'replace'],
    ['the command', {}, { command: ['serve'] }, 'replace'],
    ['the environment', { environment: { A: '1' } }, { environment: { A: '2' } }, 'replace'],
    [
      'the environment in another order',
      { environment: { A: '1', B: '2' } },
      { environment: { B: '2', A: '1' } },
      'keep',
    ],
    ['ports', { ports: [1] }, { ports: [1, 2] }, 'replace'],
    ['volumes', { volumes: ['/a'] }, { volumes: ['/a', '/b'] }, 'replace'],
    ['sizes of volumes', { volumes: ['/a'] }, { volumes: [{ path: '/a', size: '1g' }] }, 'replace'],
    ['the entrypoint', {}, { entrypoint: ['tini'] }, 'replace'],
    ['the user', { user: 'redis' }, { user: '999' }, 'replace'],
    ['shared memory', {}, { shm: '64m' }, 'replace'],
    ['when it is started again', {}, { restart: 'on-failure' }, 'change limits'],
    ['a rule of restart that means the same', {}, { restart: 'unless-stopped' }, 'keep'],
    ['capabilities', {}, { capabilities: [] }, 'replace'],
    ['a root that is read-only', {}, { readonlyRoot: true }, 'replace'],
    ['places in memory', { tmpfs: ['/run'] }, { tmpfs: ['/tmp'] }, 'replace'],
    ['limits of a process', {}, { ulimits: { nofile: { soft: 1, hard: 2 } } }, 'replace'],
    ['labels', { labels: { a: '1' } }, { labels: { a: '2' } }, 'replace'],
    ['the health command', {}, { healthcheck: { command: 'true' } }, 'replace'],
    ['a sign of readiness, which is asked for at starts alone', {}, { readiness: { port: 1 } }, 'keep'],
    ['a container of somebody else', { containerName: 'c' }, { containerName: 'c', memory: '1g', ports: [1] }, 'keep'],
  ])('%s', (_what, from, to, way) => {
    expect(decide(from, to)).toMatchObject({ way });
  });

  it('replaces the container for another version of its image', () => {
    expect(decide({}, {}, true)).toEqual({ way: 'replace' });
  });

  it('names all limits, so that an earlier half of a change counts for nothing', () => {
    expect(decide({ memory: '64m', cpu: 1 }, { memory: '128m', cpu: 2, pids: 9 })).toEqual({
      way: 'change limits',
      limits: { memoryBytes: 134_217_728, milliCpus: 2_000, pidsLimit: 9, restart: 'always' },
    });
  });
});
