import { describe, expect, it } from 'vitest';
import {
  type InspectedImage,
  judgeContractLabel,
  judgeHealthcheck,
  judgePorts,
  judgeSize,
  judgeVersionLabel,
  judgeVolumes,
  readPromises,
} from './judge-image.js';
import type { Verdict } from './verdict.types.js';

const SECOND = 1_000_000_000;

function image(config: InspectedImage['Config'], size = 1): InspectedImage {
  return { Size: size, Config: config };
}

function labelled(name: string, value: string): InspectedImage {
  return image({ Labels: { [name]: value } });
}

const HEALTHY = { Test: ['CMD', '/healthy'], Timeout: 5 * SECOND };

describe('what is judged of an image without running it', () => {
  it.each<[string, Verdict, Verdict['mark']]>([
    ['contract 2', judgeContractLabel(labelled('docker-broker.contract', '2')), 'passed'],
    ['contract 3', judgeContractLabel(labelled('docker-broker.contract', '3')), 'failed'],
    ['no contract', judgeContractLabel(image({ Labels: null })), 'skipped'],
    ['version 1.0.0+a', judgeVersionLabel(labelled('org.opencontainers.image.version', '1.0.0+a')), 'passed'],
    ['version 15', judgeVersionLabel(labelled('org.opencontainers.image.version', '15')), 'failed'],
    ['no version', judgeVersionLabel(image({})), 'skipped'],
    ['a port', judgePorts(image({ ExposedPorts: { '6379/tcp': {} } })), 'passed'],
    ['no port', judgePorts(image({ ExposedPorts: null })), 'failed'],
    ['a volume', judgeVolumes(image({ Volumes: { '/data': {} } })), 'passed'],
    ['no volume', judgeVolumes(image({})), 'skipped'],
    ['a health check', judgeHealthcheck(image({ Healthcheck: HEALTHY })), 'passed'],
    ['a slow health check', judgeHealthcheck(image({ Healthcheck: { ...HEALTHY, Timeout: 6 * SECOND } })), 'failed'],
    ['a health check of 30 s', judgeHealthcheck(image({ Healthcheck: { Test: ['CMD', 'x'] } })), 'failed'],
    ['no health check', judgeHealthcheck(image({})), 'failed'],
    ['a health check taken away', judgeHealthcheck(image({ Healthcheck: { Test: ['NONE'] } })), 'failed'],
    ['200 MB', judgeSize(image({}, 200e6)), 'passed'],
    ['3 GB', judgeSize(image({}, 3e9)), 'failed'],
  ])('%s: %o → %s', (_what, verdict, mark) => {
    expect(verdict.mark).toBe(mark);
    expect(verdict.hint === undefined).toBe(mark !== 'failed');
  });

  it('reads the promises from labels', () => {
    const labels = { 'docker-broker.contract': '2', 'docker-broker.shared': 'true' };

    expect(readPromises(image({ Labels: labels }))).toEqual({ isVersion2: true, isShared: true });
    expect(readPromises(image({}))).toEqual({ isVersion2: false, isShared: false });
  });
});
