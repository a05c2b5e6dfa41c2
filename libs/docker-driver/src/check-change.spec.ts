import { describe, expect, it } from 'vitest';

import { checkChange } from './check-change.js';
import { EngineRefusedError } from './docker-driver.errors.js';

describe('checkChange', () => {
  it.each([{}, { memoryBytes: 6_291_456 }, { milliCpus: 10 }, { pidsLimit: 0, restart: 'no' as const }])(
    'allows %j',
    (change) => {
      expect(checkChange(change)).toBe(change);
    },
  );

  it.each([{ memoryBytes: 0 }, { memoryBytes: 6_291_455 }, { milliCpus: 0 }, { milliCpus: 9, memoryBytes: 6_291_456 }])(
    'refuses %j, which engines refuse or ignore',
    (change) => {
      expect(() => checkChange(change)).toThrow(EngineRefusedError);
    },
  );
});
