import { IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { Section, SectionList, Setting } from '#configuration';
import { ServiceDefinition } from '../catalog/service-definition.types.js';

const USER_NAME = /^[^:\p{Cc}]{1,255}$/u;
const CATALOG_NAME = /^[^/\p{Cc}]+$/u;

/** One pair of HTTP Basic credentials; two while the password is being changed. */
export class RoleCredentials {
  @Setting('text of 1 to 255 characters, no ":"')
  @Matches(USER_NAME)
  readonly user!: string;

  @Setting('text of up to 1024 characters')
  @IsString()
  @MaxLength(1024)
  readonly password!: string;

  /** Taken as well, until everybody uses the other one (AUTH-04). */
  @Setting('text of 1 to 1024 characters', { name: 'formerpassword' })
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  readonly formerPassword?: string;
}

/** Pairs that replace `services.user` and `services.password` for one role each. */
export class AccessConfig {
  /** For `/v2`. */
  @Section(() => RoleCredentials)
  readonly platform?: RoleCredentials;

  /** For services and certificates over REST. */
  @Section(() => RoleCredentials)
  readonly admin?: RoleCredentials;

  /** For `/ping` and the upload of certificates. */
  @Section(() => RoleCredentials)
  readonly agent?: RoleCredentials;
}

export class ServicesConfig {
  /** For all requests, agents' included. */
  @Setting('text of 1 to 255 characters, no ":"')
  @Matches(USER_NAME)
  readonly user: string = 'admin';

  @Setting('text of up to 1024 characters')
  @IsString()
  @MaxLength(1024)
  readonly password: string = 'admin';

  /** First part of the paths `/<catalog>/image/<name>` and `/<catalog>/images`. */
  @Setting('text of 1 to 255 characters, no "/"')
  @IsString()
  @Length(1, 255)
  @Matches(CATALOG_NAME)
  readonly catalog: string = 'My Docker Catalog';

  /** Put into the database while it has no services. */
  @SectionList(() => ServiceDefinition)
  readonly images: readonly ServiceDefinition[] = [];
}
