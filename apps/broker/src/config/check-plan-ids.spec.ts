import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { BrokerConfig } from './broker-config.types.js';
import { checkPlanIds } from './check-plan-ids.js';

function withImages(...pairs: readonly (readonly [string, string])[]): BrokerConfig {
  const images = pairs.map(([name, plan]) => aDefinition({ name, plan }));
  return Object.assign(new BrokerConfig(), { services: { images } });
}

describe('checkPlanIds', () => {
  it('accepts several plans of one service', () => {
    expect(() => {
      checkPlanIds(withImages(['redis', 'small'], ['redis', 'large']));
    }).not.toThrow();
  });

  it.each([
    {
      title: 'a plan that is there twice',
      pairs: [
        ['redis', 'small'],
        ['redis', 'small'],
      ] as const,
    },
    {
      title: 'two plans whose ids are the same text',
      pairs: [
        ['a_b', 'c'],
        ['a', 'b_c'],
      ] as const,
    },
  ])('refuses $title, and names the later one', ({ pairs }) => {
    expect(() => {
      checkPlanIds(withImages(...pairs));
    }).toThrow(/services\.images\[1\]/);
  });
});
