import { Controller, Get, Query } from '@nestjs/common';
import { AuditQueryDto } from './audit-query.dto.js';
import { DescribeAudit } from './audit.api.js';
import { ListAudit } from './list-audit.js';
import { toAuditReply } from './to-audit-reply.js';

/** For administrators: who did what. */
@Controller('admin/audit')
export class AuditController {
  constructor(private readonly listAudit: ListAudit) {}

  @DescribeAudit()
  @Get()
  async list(@Query() { instance, since, until, ...query }: AuditQueryDto): Promise<object> {
    const times = { since: toMs(since), until: toMs(until) };
    return toAuditReply(await this.listAudit.execute({ ...query, ...times, instanceId: instance }));
  }
}

function toMs(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}
