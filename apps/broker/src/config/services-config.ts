import { IsString, Length, Matches, MaxLength } from 'class-validator';
import { SectionList, Setting } from '#configuration';
import { ServiceDefinition } from '../catalog/service-definition.types.js';
import { USER_NAME } from './access-config.js';

const CATALOG_NAME = /^[^/\p{Cc}]+$/u;

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
