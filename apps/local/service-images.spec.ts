import { describe, expect, it } from 'vitest';
import { inBuildOrder } from './service-images.mjs';

describe('inBuildOrder', () => {
  it('builds an image before those that stand on it', () => {
    const dockerfiles = [
      '# static\nARG BASE=docker-broker/mysql:latest\nFROM ${BASE}',
      'ARG BASE=debian:bookworm-slim',
    ];

    expect(inBuildOrder(['fixed', 'mysql'], dockerfiles)).toEqual([
      { name: 'mysql', parent: undefined },
      { name: 'fixed', parent: 'mysql' },
    ]);
  });
});
