import { describe, expect, it } from 'vitest';

import { EngineAnswerError } from './docker-driver.errors.js';
import { toContainerSummary } from './to-container-summary.js';

const answer = {
  Id: 'abc',
  Names: ['/web/db', '/osb-1'],
  Labels: { a: 'b' },
  State: 'running',
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 6379, PublicPort: 20_000, Type: 'tcp' },
    { IP: '::', PrivatePort: 6379, PublicPort: 20_000, Type: 'tcp' },
    { IP: '0.0.0.0', PrivatePort: 53, PublicPort: 20_000, Type: 'udp' },
    { IP: '0.0.0.0', PrivatePort: 9, PublicPort: 20_001, Type: 'sctp' },
    { PrivatePort: 80, Type: 'tcp' },
  ],
  Mounts: [
    { Type: 'volume', Name: 'osb-1-0' },
    { Type: 'bind', Source: '/etc' },
  ],
};

describe('toContainerSummary', () => {
  it('reads a running container', () => {
    expect(toContainerSummary(answer)).toEqual({
      containerId: 'abc',
      name: 'osb-1',
      labels: { a: 'b' },
      state: 'running',
      hostPorts: [
        { hostPort: 20_000, protocol: 'tcp' },
        { hostPort: 20_000, protocol: 'udp' },
      ],
      volumeNames: ['osb-1-0'],
    });
  });

  it('does without what engines leave out', () => {
    expect(toContainerSummary({ Id: 'abc', Names: ['/x'], State: 'exited', Labels: null })).toEqual({
      containerId: 'abc',
      name: 'x',
      labels: {},
      state: 'exited',
      hostPorts: [],
      volumeNames: [],
    });
  });

  it.each([
    null,
    {},
    { ...answer, Id: 7 },
    { ...answer, State: 'unheard of' },
    { ...answer, Ports: {} },
    { ...answer, Ports: [{ PublicPort: '20000', Type: 'tcp' }] },
    { ...answer, Mounts: [{ Type: 'volume' }] },
  ])('refuses what is not an answer: %j', (value) => {
    expect(() => toContainerSummary(value)).toThrow(EngineAnswerError);
  });
});
