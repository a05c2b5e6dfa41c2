import { IsNotEmpty, IsOptional, IsString } from 'class-validator';

/** Only the version counts (PROV-13); Cloud Foundry sends the plan's whole object with a PUT (CFS-11). */
export class MaintenanceInfoDto {
  @IsOptional() @IsString() @IsNotEmpty() version?: string | null;
}
