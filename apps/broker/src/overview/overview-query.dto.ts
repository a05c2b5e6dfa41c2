import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { InstanceState } from '#persistence';

/** PostgreSQL cannot be asked for a NUL. */
const PLAIN = /^\P{Cc}+$/u;
const STATES: readonly InstanceState[] = ['creating', 'ready', 'updating', 'deleting', 'failed'];

/** Query of GET /admin/instances; what is absent filters nothing. */
export class OverviewQueryDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit = 100;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN) after?: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN) service?: string;
  @IsOptional() @IsString() @MaxLength(300) @Matches(PLAIN) host?: string;
  @IsOptional() @IsIn(STATES) state?: InstanceState;
}
