import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Works with none of them (LOI-02); `plan_id` may be the old or the new plan (LOI-03). */
export class LastOperationQueryDto {
  @IsOptional() @IsString() @MaxLength(10_000) operation?: string;
  @IsOptional() @IsString() service_id?: string;
  @IsOptional() @IsString() plan_id?: string;
}
