import type { QueryRunner } from 'typeorm';
import { DIALECTS, type Dialect } from '../database/dialect.js';
import { dialectOfType } from '../database/drivers.js';

export function dialectOf(runner: QueryRunner): Dialect {
  return DIALECTS[dialectOfType(runner.dataSource.options.type)];
}
