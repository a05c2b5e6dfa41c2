import { describe, expect, it } from 'vitest';
import { takeRoom } from './take-room.js';

const PLACEMENT = { serviceId: 's', planId: 'p', ports: 2, memoryBytes: 100, organizationId: 'org' };

describe('takeRoom', () => {
  it('takes ports and memory, and counts the instance', () => {
    const room = { hostId: 'a', freePorts: 5, instances: 2, reservedMemoryBytes: 50 };

    expect(takeRoom(room, PLACEMENT)).toEqual({ hostId: 'a', freePorts: 3, instances: 3, reservedMemoryBytes: 150 });
  });
});
