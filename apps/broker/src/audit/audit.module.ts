import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditQueue } from './audit-queue.js';
import { AuditTrail } from './audit-trail.js';
import { ForgetAuditJob } from './forget-audit.job.js';
import { ListAudit } from './list-audit.js';

/** Who did what. */
@Module({
  controllers: [AuditController],
  providers: [AuditQueue, AuditTrail, ForgetAuditJob, ListAudit],
})
export class AuditModule {}
