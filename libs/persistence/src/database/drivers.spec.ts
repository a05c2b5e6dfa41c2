import { describe, expect, it } from 'vitest';
import { dialectOfType } from './drivers.js';

describe('dialectOfType', () => {
  it.each([
    ['better-sqlite3', 'sqlite'],
    ['sqljs', 'sqlite'],
    ['postgres', 'postgres'],
    ['cockroachdb', 'postgres'],
    ['aurora-postgres', 'postgres'],
    ['mysql', 'mysql'],
    ['mariadb', 'mysql'],
    ['aurora-mysql', 'mysql'],
  ] as const)('of %s is %s', (type, dialect) => {
    expect(dialectOfType(type)).toBe(dialect);
  });

  it.each(['oracle', 'mssql', 'mongodb', 'sap', 'spanner'] as const)('is none of %s', (type) => {
    expect(() => dialectOfType(type)).toThrow(type);
  });
});
