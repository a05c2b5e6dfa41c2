import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { BrokerConfig } from './broker-config.types.js';
import { checkServices } from './check-services.js';

const check = (...changes: readonly object[]): void => {
  const images = changes.map((change) => Object.assign(aDefinition(), change));
  checkServices(Object.assign(new BrokerConfig(), { services: { images } }));
};

describe('checkServices', () => {
  it('accepts several plans of one service', () => {
    expect(() => {
      check({ plan: 'small' }, { plan: 'large' });
    }).not.toThrow();
  });

  it('refuses what no platform would take, all of it at once, with its paths (CAT-36)', () => {
    const refused = (): void => {
      check({ description: ' ' }, { schemas: { service_binding: { create: { parameters: {} } } } });
    };

    expect(refused).toThrow('services.images[0].description: allowed is');
    expect(refused).toThrow('services.images[1].schemas.service_binding.create.parameters.$schema: is missing');
    expect(refused).toThrow('services.images[1].plan: another plan has the same id');
  });

  it('refuses an image of a registry that docker.registries does not name, by its path', () => {
    const images = [aDefinition(), aDefinition({ plan: 'other', image: 'other.test/redis' })];
    const docker = { pull: 'missing', registries: ['registry.test'] };

    expect(() => {
      checkServices(Object.assign(new BrokerConfig(), { services: { images }, docker }));
    }).toThrow('services.images[1].image: is an image that would be pulled from "other.test"');
  });
});
