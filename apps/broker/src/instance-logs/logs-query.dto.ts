import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';

export const MOST_LINES = 10_000;
const DAY = /^\d{4}-\d\d-\d\d/;

/** Query of GET /admin/instances/:instanceId/logs. */
export class LogsQueryDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(MOST_LINES) tail = 100;
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) since?: string;
  @IsOptional() @IsIn(['true', 'false']) follow?: 'true' | 'false';
}
