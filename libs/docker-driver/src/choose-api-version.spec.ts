import { describe, expect, it } from 'vitest';

import { chooseApiVersion } from './choose-api-version.js';
import { EngineAnswerError } from './docker-driver.errors.js';

describe('chooseApiVersion', () => {
  it.each([
    { engine: '20.10', ApiVersion: '1.41', MinAPIVersion: '1.12', chosen: '1.41' },
    { engine: '25', ApiVersion: '1.44', MinAPIVersion: '1.24', chosen: '1.44' },
    { engine: '28', ApiVersion: '1.51', MinAPIVersion: '1.24', chosen: '1.44' },
    { engine: '29', ApiVersion: '1.52', MinAPIVersion: '1.44', chosen: '1.44' },
    { engine: 'of a later day', ApiVersion: '1.70', MinAPIVersion: '1.60', chosen: '1.60' },
    { engine: 'that tells no oldest', ApiVersion: '1.41', MinAPIVersion: undefined, chosen: '1.41' },
    { engine: 'that tells no oldest, but a new one', ApiVersion: '1.52', MinAPIVersion: undefined, chosen: '1.52' },
  ])('speaks $chosen to engine $engine', ({ ApiVersion, MinAPIVersion, chosen }) => {
    expect(chooseApiVersion({ ApiVersion, MinAPIVersion })).toBe(chosen);
  });

  it.each([null, {}, { ApiVersion: 1.41 }, { ApiVersion: '1.41/../x' }, { ApiVersion: '2.0' }])(
    'refuses %j',
    (answer) => {
      expect(() => chooseApiVersion(answer)).toThrow(EngineAnswerError);
    },
  );
});
