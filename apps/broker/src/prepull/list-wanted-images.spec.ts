import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { listAheadImages, listWantedImages } from './list-wanted-images.js';

const HOSTS = [
  { hostId: 'a', isActive: true },
  { hostId: 'b', isActive: true },
  { hostId: 'left', isActive: false },
];

describe('images that are pulled ahead', () => {
  it('are those of plans that want it, once each', () => {
    const definitions = [
      aDefinition({ name: 'redis', prepull: true }),
      aDefinition({ name: 'redis', plan: 'large', prepull: true }),
      aDefinition({ name: 'mine', image: 'r.test/mine:1', prepull: true }),
      aDefinition({ name: 'foreign', containerName: 'c', prepull: true }),
      aDefinition({ name: 'later', prepull: false }),
      aDefinition({ name: 'silent' }),
    ];

    expect(listAheadImages(definitions)).toEqual([
      { imageRef: 'redis', references: ['docker-broker/redis', 'redis'] },
      { imageRef: 'r.test/mine:1', references: ['r.test/mine:1'] },
    ]);
  });

  it('are wanted on each active host', () => {
    const images = [{ imageRef: 'redis', references: ['redis'] }];

    expect(listWantedImages(images, HOSTS)).toEqual([
      { hostId: 'a', imageRef: 'redis' },
      { hostId: 'b', imageRef: 'redis' },
    ]);
    expect(listWantedImages([], HOSTS)).toEqual([]);
  });
});
