import { describe, expect, it } from 'vitest';
import { ServiceDefinition } from '../catalog/service-definition.types.js';
import { describeLimit, toLimits } from './instance-limits.js';

describe('limits of a plan', () => {
  it('are those that its definition says', () => {
    const definition = Object.assign(new ServiceDefinition(), { maxInstances: 9, maxInstancesPerSpace: 2 });

    expect(toLimits(definition)).toEqual({ plan: 9, organization: undefined, space: 2 });
  });

  it.each([
    ['plan', 1, '1 instance in all (maxinstances)'],
    ['organization', 5, '5 instances in one organization (maxinstancesperorg)'],
    ['space', 20, '20 instances in one space (maxinstancesperspace)'],
  ] as const)('of a %s are told with their number, and with what to do (PROV-17)', (scope, most, words) => {
    const told = describeLimit({ scope, most }, { name: 'redis', plan: 'small' });

    expect(told).toBe(
      `Limit reached: plan "small" of "redis" allows ${words}. Delete one that is not needed and wait until it is gone, or ask the operator for a higher limit.`,
    );
  });
});
