import { describe, expect, it } from 'vitest';
import type { HostCandidate } from '#dispatch';
import { takeRoom } from './take-room.js';

const ROOM = { hostId: 'a', perfFactor: 1, freePorts: 5, instances: 2, instancesOfOrganization: 1 };
const PLACEMENT = { serviceId: 's', planId: 'p', ports: 2, memoryBytes: 100, organizationId: 'org' };

describe('takeRoom', () => {
  it.each<[string, HostCandidate, HostCandidate]>([
    ['ports', ROOM, { ...ROOM, freePorts: 3, instances: 3 }],
    [
      'memory where it is measured',
      { ...ROOM, freeMemoryBytes: 150 },
      { ...ROOM, freePorts: 3, instances: 3, freeMemoryBytes: 50 },
    ],
  ])('takes %s', (_, room, left) => {
    expect(takeRoom(room, PLACEMENT)).toEqual(left);
  });
});
