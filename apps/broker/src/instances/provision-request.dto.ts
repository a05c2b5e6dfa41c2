import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { MaintenanceInfoDto } from './maintenance-info.dto.js';

/** Body of PUT /v2/service_instances/:instance_id (PROV-01 … PROV-04). */
export class ProvisionRequestDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsString() @IsNotEmpty() plan_id!: string;
  @IsString() @IsNotEmpty() organization_guid!: string;
  @IsString() @IsNotEmpty() space_guid!: string;
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MaintenanceInfoDto)
  maintenance_info?: MaintenanceInfoDto | null;
  @IsOptional() @IsObject() context?: Record<string, unknown> | null;
  @IsOptional() @IsObject() parameters?: Record<string, unknown> | null;
}
