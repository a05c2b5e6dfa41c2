import { describe, expect, it } from 'vitest';
import { maintenanceOf } from './maintenance-of.js';
import { aDefinition } from './testing/a-definition.js';

describe('maintenanceOf', () => {
  const maintenance = { version: '2.0.0', description: 'd' };

  it('is what the definition says, before all (CAT-26)', () => {
    expect(maintenanceOf(aDefinition({ maintenance }), '1.0.0')).toEqual(maintenance);
  });

  it("is the image's version where the definition says none, and tells the impact (CAT-27)", () => {
    expect(maintenanceOf(aDefinition(), '1.0.0')).toEqual({
      version: '1.0.0',
      description: expect.stringContaining('is replaced') as string,
    });
  });

  it('is nothing where neither is known', () => {
    expect(maintenanceOf(aDefinition(), undefined)).toBeUndefined();
  });
});
