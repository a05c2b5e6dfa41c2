import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { listAheadImages, listWantedImages } from './list-wanted-images.js';

const HOSTS = [
  { hostId: 'a', isActive: true, labels: {} },
  { hostId: 'b', isActive: true, labels: { disk: 'ssd' } },
  { hostId: 'left', isActive: false, labels: {} },
];

describe('images that are pulled ahead', () => {
  it('are those of plans that want it, once each', () => {
    const definitions = [
      aDefinition({ name: 'redis', prepull: true }),
      aDefinition({ name: 'redis', plan: 'large', prepull: true, hostLabels: { disk: 'ssd' } }),
      aDefinition({ name: 'mine', image: 'r.test/mine:1', prepull: true }),
      aDefinition({ name: 'foreign', containerName: 'c', prepull: true }),
      aDefinition({ name: 'later', prepull: false }),
      aDefinition({ name: 'silent' }),
    ];

    expect(listAheadImages(definitions)).toEqual([
      { imageRef: 'redis', references: ['docker-broker/redis', 'redis'], hostLabels: [{}, { disk: 'ssd' }] },
      { imageRef: 'r.test/mine:1', references: ['r.test/mine:1'], hostLabels: [{}] },
    ]);
  });

  it('are wanted on each active host that may get instances', () => {
    const images = [
      { imageRef: 'redis', references: ['redis'], hostLabels: [{ disk: 'ssd' }, {}] },
      { imageRef: 'fast', references: ['fast'], hostLabels: [{ disk: 'ssd' }] },
      { imageRef: 'slow', references: ['slow'], hostLabels: [{ disk: 'hdd' }] },
    ];

    expect(listWantedImages(images, HOSTS)).toEqual([
      { hostId: 'a', imageRef: 'redis' },
      { hostId: 'b', imageRef: 'redis' },
      { hostId: 'b', imageRef: 'fast' },
    ]);
    expect(listWantedImages([], HOSTS)).toEqual([]);
  });
});
