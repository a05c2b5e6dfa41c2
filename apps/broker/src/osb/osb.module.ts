import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations.module.js';
import { ReadLastOperation } from './read-last-operation.js';
import { SettleOperation } from './settle-operation.js';

/** What all /v2 endpoints share. */
@Module({
  imports: [OperationsModule],
  providers: [SettleOperation, ReadLastOperation],
  exports: [SettleOperation, ReadLastOperation],
})
export class OsbModule {}
