import { describe, expect, it } from 'vitest';
import { toTrialSpec } from './to-trial-spec.js';

const INFO = {
  imageId: 'sha256:1',
  digests: [],
  exposedPorts: [],
  volumes: ['/data'],
  labels: {},
  healthCommand: undefined,
};

describe('toTrialSpec', () => {
  it('asks for what a plan gets that says nothing: limits, a network and volumes of its own, loopback alone', () => {
    const ports = [{ port: 80, protocol: 'tcp' as const, hostPort: 20_000 }];

    expect(toTrialSpec('image-test-1', { imageRef: 'x:latest', info: INFO }, ports)).toMatchObject({
      name: 'image-test-1',
      imageRef: 'x:latest',
      networkName: 'image-test-1',
      volumes: [{ volumeName: 'image-test-1-0', path: '/data' }],
      ports: [{ port: 80, hostPort: 20_000, hostIp: '127.0.0.1' }],
      memoryBytes: 512 * 1024 * 1024,
      pidsLimit: 512,
    });
  });
});
