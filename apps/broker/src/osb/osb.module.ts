import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations.module.js';
import { LastOperationController } from './last-operation.controller.js';
import { ReadLastOperation } from './read-last-operation.js';
import { SettleOperation } from './settle-operation.js';

/** What all /v2 endpoints share. */
@Module({
  imports: [OperationsModule],
  controllers: [LastOperationController],
  providers: [SettleOperation, ReadLastOperation],
  exports: [SettleOperation],
})
export class OsbModule {}
