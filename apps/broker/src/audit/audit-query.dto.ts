import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** PostgreSQL cannot be asked for a NUL. */
const PLAIN = /^\P{Cc}+$/u;
const DAY = /^\d{4}-\d\d-\d\d/;

/** Query of GET /admin/audit; what is absent filters nothing. */
export class AuditQueryDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit = 100;
  @IsOptional() @IsString() @MaxLength(64) @Matches(PLAIN) before?: string;
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) since?: string;
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) until?: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN) caller?: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN) instance?: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN) route?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(599) status?: number;
}
