import { IsIn, IsOptional } from 'class-validator';

/** Query of DELETE /admin/hosts/:hostId. */
export class RemovalQueryDto {
  @IsOptional() @IsIn(['true', 'false']) force?: 'true' | 'false';
}
