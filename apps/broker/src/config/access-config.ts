import { IsBoolean, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { Section, Setting } from '#configuration';

export const USER_NAME = /^[^:\p{Cc}]{1,255}$/u;

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

/** Who is let in, beside tokens: pairs that replace `services.user` and `services.password` for one role each. */
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

  /** Whether `services.user` and `services.password` open the doors of roles without a pair of their own. */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly sharedPair: boolean = true;

  /** Whether agents are taken by a token alone, each for the one host that an administrator made it for (T7). */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly agentsNeedToken: boolean = false;
}
