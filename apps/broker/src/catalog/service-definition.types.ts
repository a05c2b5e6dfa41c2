import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
} from 'class-validator';
import { Forbids, Setting } from '#configuration';
import { HARMFUL, HARMFUL_NAMES } from './harmful-names.js';
import { ImageSettings } from './image-settings.types.js';
import { IsDashboard, IsNotMultiplied, IsShortTogether } from './service-definition.rules.js';

const NAME = /^[^\s/\p{Cc}](?:[^/\p{Cc}]*[^\s/\p{Cc}])?$/u;
const CONTAINER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/**
 * One plan of one service, as the file's `services.images[]` and the bodies of `/<catalog>/image/<name>` say it. The
 * first six are the original's; service id = `name`, plan id = `name_plan`.
 */
@Forbids(HARMFUL_NAMES, HARMFUL)
export class ServiceDefinition extends ImageSettings {
  @Setting('text of 1 to 255 characters, no "/" and no space at either end')
  @IsString()
  @Length(1, 255)
  @Matches(NAME)
  readonly name!: string;

  @Setting('text of 1 to 255 characters, no "/" and no space at either end')
  @IsString()
  @Length(1, 255)
  @Matches(NAME)
  readonly plan!: string;

  /** Given: every instance has this dashboard, and no script is run. */
  @Setting('an object with the text "dashboard_url", or null', { name: 'dashboardurl', secret: true })
  @IsOptional()
  @Validate(IsDashboard)
  readonly dashboardUrl: { readonly dashboard_url: string } | null = null;

  /** Given: every binding has these credentials, and no script is run. */
  @Setting('an object, or null', { secret: true })
  @IsOptional()
  @IsObject()
  readonly credentials: Readonly<Record<string, unknown>> | null = null;

  /** How many instances one container serves: with more than 1 they share it, each with what `/provision` makes for it. */
  @Setting('a whole number from 0 to 10000', { name: 'numinstances' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  readonly numInstances: number = 1;

  /** A container that exists already and serves every instance; empty for none. */
  @Setting('the name of a container; "numinstances" is then 0 or left out', { name: 'containername' })
  @IsString()
  @Matches(new RegExp(`${CONTAINER_NAME.source}|^$`))
  @Validate(IsNotMultiplied)
  readonly containerName: string = '';

  @Setting('text of 1 to 255 characters')
  @IsOptional()
  @IsString()
  @Length(1, 255)
  readonly description?: string;

  @Setting('text of 1 to 255 characters', { name: 'plandescription' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  readonly planDescription?: string;

  @Setting('text of up to 255 characters', { name: 'displayname' })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  readonly displayName?: string;

  @Setting('a list of up to 50 texts, 2048 characters together')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 255, { each: true })
  @Validate(IsShortTogether)
  readonly tags?: readonly string[];

  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly free?: boolean;

  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly bindable?: boolean;

  /** Of the service (CFM-02). */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly shareable?: boolean;

  @Setting('an object')
  @IsOptional()
  @IsObject()
  readonly metadata?: Readonly<Record<string, unknown>>;
}
