import type { QueryRunner } from 'typeorm';
import { DIALECTS, type Dialect } from '../database/dialect.js';

export function dialectOf(runner: QueryRunner): Dialect {
  const type = runner.dataSource.options.type;
  return DIALECTS[type === 'postgres' ? 'postgres' : type === 'mysql' ? 'mysql' : 'sqlite'];
}
