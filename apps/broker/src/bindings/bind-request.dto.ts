import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

/** PostgreSQL cannot store a NUL. */
const PLAIN = /^\P{Cc}*$/u;
const NO_CONTROLS = { message: '$property must hold no control characters' };

class BindResourceDto {
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN, NO_CONTROLS) app_guid?: string | null;
}

/** Body of PUT …/service_bindings/:binding_id (BIND-02 … BIND-05). */
export class BindRequestDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsString() @IsNotEmpty() plan_id!: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN, NO_CONTROLS) app_guid?: string | null;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => BindResourceDto) bind_resource?: BindResourceDto | null;
  @IsOptional() @IsObject() context?: Record<string, unknown> | null;
  @IsOptional() @IsObject() parameters?: Record<string, unknown> | null;
}
