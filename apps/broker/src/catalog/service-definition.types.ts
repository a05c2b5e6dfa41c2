import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
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
import { Setting } from '#configuration';
import { CatalogSettings } from './catalog-settings.types.js';
import type { MemorySize } from './memory-size.types.js';
import { IsMemorySize, MEMORY_SIZE } from './memory-size.types.js';
import { IsDashboard, IsNotMultiplied, IsShortTogether, IsTextMap } from './service-definition.rules.js';

const NAME = /^[^\s/\p{Cc}](?:[^/\p{Cc}]*[^\s/\p{Cc}])?$/u;
const CONTAINER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const IMAGE_REFERENCE = /^[a-z0-9][\w.:/@-]{0,254}$/;
const ABSOLUTE_PATH = /^\/[^:\p{Cc}]{0,254}$/u;

/** Whether a service's image brings its own lifecycle scripts, or may lack them. */
export type ScriptsRule = 'required' | 'optional';

/**
 * One plan of one service, as the file's `services.images[]` and the bodies of `/<catalog>/image/<name>` say it. The
 * first six are the original's; service id = `name`, plan id = `name_plan`.
 */
export class ServiceDefinition extends CatalogSettings {
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
  @Setting('an object with the text "dashboard_url", or null', { name: 'dashboardurl' })
  @IsOptional()
  @Validate(IsDashboard)
  readonly dashboardUrl: { readonly dashboard_url: string } | null = null;

  /** Given: every binding has these credentials, and no script is run. */
  @Setting('an object, or null')
  @IsOptional()
  @IsObject()
  readonly credentials: Readonly<Record<string, unknown>> | null = null;

  /** How many instances one container serves. */
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

  /** Image to run; the service's name where it is not given. */
  @Setting('a reference to an image, such as mysql:8 or registry/name@sha256:…')
  @IsOptional()
  @IsString()
  @Matches(IMAGE_REFERENCE)
  readonly image?: string;

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

  /** Ports inside the container that are published; those that the image exposes where it is not given. */
  @Setting('a list of up to 50 whole numbers from 1 to 65535')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(65_535, { each: true })
  readonly ports?: readonly number[];

  @Setting('an object of texts; the names are letters, digits and "_"')
  @IsOptional()
  @Validate(IsTextMap)
  readonly environment?: Readonly<Record<string, string>>;

  /** In place of the image's own command. */
  @Setting('a list of up to 100 texts')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  readonly command?: readonly string[];

  @Setting(MEMORY_SIZE)
  @IsOptional()
  @Validate(IsMemorySize)
  readonly memory?: MemorySize;

  @Setting('a number of CPUs from 0.01 to 1024')
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 3 })
  @Min(0.01)
  @Max(1024)
  readonly cpu?: number;

  @Setting('a whole number from 1 to 1000000')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly pids?: number;

  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly free?: boolean;

  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly bindable?: boolean;

  @Setting('an object')
  @IsOptional()
  @IsObject()
  readonly metadata?: Readonly<Record<string, unknown>>;

  /** Paths inside the container that are kept on a volume; those that the image declares where it is not given. */
  @Setting('a list of up to 20 absolute paths')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(ABSOLUTE_PATH, { each: true })
  readonly volumes?: readonly string[];

  @Setting('"required" or "optional"')
  @IsIn(['required', 'optional'])
  readonly scripts: ScriptsRule = 'required';
}
