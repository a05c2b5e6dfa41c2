import { IsNotEmpty, IsObject, IsOptional, IsString } from 'class-validator';

/** Body of PUT /v2/service_instances/:instance_id (PROV-01 … PROV-04). */
export class ProvisionRequestDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsString() @IsNotEmpty() plan_id!: string;
  @IsString() @IsNotEmpty() organization_guid!: string;
  @IsString() @IsNotEmpty() space_guid!: string;
  @IsOptional() @IsObject() context?: Record<string, unknown> | null;
  @IsOptional() @IsObject() parameters?: Record<string, unknown> | null;
}
