import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { MaintenanceInfoDto } from './maintenance-info.dto.js';

/** Body of PATCH /v2/service_instances/:instance_id (UPD-01 … UPD-07). What it says of before is never looked at. */
export class UpdateRequestDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsOptional() @IsString() @IsNotEmpty() plan_id?: string | null;
  @IsOptional() @IsObject() context?: Record<string, unknown> | null;
  @IsOptional() @IsObject() parameters?: Record<string, unknown> | null;
  @IsOptional() @IsObject() previous_values?: Record<string, unknown> | null;
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MaintenanceInfoDto)
  maintenance_info?: MaintenanceInfoDto | null;
}
