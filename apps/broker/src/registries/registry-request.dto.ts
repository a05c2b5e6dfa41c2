import { IsString, Length, Matches } from 'class-validator';

/** Body of PUT /admin/registries/:registryHost. */
export class RegistryRequestDto {
  @IsString() @Length(1, 255) @Matches(/^[^:\p{Cc}]+$/u) username!: string;
  @IsString() @Length(1, 8_192) password!: string;
}
