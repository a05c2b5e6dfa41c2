import { describe, expect, it } from 'vitest';
import { getMetadataArgsStorage } from 'typeorm';
import { ENTITIES } from '../entities/index.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { SEALED_COLUMNS } from './sealed-columns.js';

describe('SEALED_COLUMNS', () => {
  it('names every column of every table that is sealed: what is missing would be lost with the old key (T18)', () => {
    const columns = getMetadataArgsStorage().columns.filter(
      ({ options }) => options.name?.endsWith('_sealed') === true,
    );
    const ours = columns.filter(({ target }) => target !== KeyCanaryEntity && (ENTITIES as unknown[]).includes(target));

    const listed = SEALED_COLUMNS.map(({ entity, property }) => `${nameOf(entity)}.${property}`);
    expect(ours.map(({ target, propertyName }) => `${nameOf(target)}.${propertyName}`).sort()).toEqual(listed.sort());
    expect(ours.length).toBeGreaterThan(10);
  });

  it('has no table whose entity is not known', () => {
    for (const { entity } of SEALED_COLUMNS) expect(ENTITIES).toContain(entity);
  });
});

function nameOf(entity: unknown): string {
  return typeof entity === 'function' ? entity.name : String(entity);
}
