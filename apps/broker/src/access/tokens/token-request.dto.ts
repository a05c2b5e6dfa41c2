import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { type Role, ROLES, type Scope, SCOPES } from '../access.types.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]*$/;

/** Body of POST /admin/tokens. */
export class TokenRequestDto {
  @IsString()
  @Length(1, 64)
  @Matches(NAME, { message: 'name has letters, digits and . _ @ - in it, and begins with a letter or a digit' })
  name!: string;

  @IsIn(ROLES) role!: Role;
  @IsOptional() @IsString() @Length(1, 255) dockerHost?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SCOPES.length)
  @ArrayUnique()
  @IsIn(SCOPES, { each: true, message: `scopes must be some of: ${SCOPES.join(', ')}` })
  scopes?: Scope[];
  @IsOptional() @IsInt() @Min(1) @Max(3_650) expiresInDays?: number;
}
