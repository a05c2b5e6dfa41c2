import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  Validate,
} from 'class-validator';
import { Setting } from '#configuration';
import { CatalogSettings } from './catalog-settings.types.js';
import type { MemorySize } from './memory-size.types.js';
import { IsMemorySize, MEMORY_SIZE } from './memory-size.types.js';
import { IsTextMap } from './service-definition.rules.js';

/** As long as what is remembered of its pulls has room for. */
const IMAGE_REFERENCE = /^(?=.{1,255}$)[a-z0-9][\w.:/-]{0,254}(?:@sha256:[0-9a-f]{64})?$/;

/** Whether a service's image brings its own lifecycle scripts, or may lack them. */
type ScriptsRule = 'required' | 'optional';

/** A place inside a container. */
export interface SizedPath {
  readonly path: string;
  /** At most. */
  readonly size?: MemorySize;
}

/** What a definition says of the containers of its instances. What could harm a host has no name here. */
export abstract class ContainerSettings extends CatalogSettings {
  /** Image to run; the service's name where it is not given. */
  @Setting('a reference to an image, of up to 255 characters, such as mysql:8 or registry/name@sha256:…')
  @IsOptional()
  @IsString()
  @Matches(IMAGE_REFERENCE)
  readonly image?: string;

  /** Ports inside the container that are published; those that the image exposes where it is not given. */
  @Setting('a list of up to 50 whole numbers from 1 to 65535')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(65_535, { each: true })
  readonly ports?: readonly number[];

  @Setting('an object of texts; the names are letters, digits and "_"', { secret: true })
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

  /** Paths inside the container that are kept on a volume; those that the image declares where it is not given. */
  @Setting('a list of up to 20 absolute paths, or objects such as {"path": "/data", "size": "10g"}')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  readonly volumes?: readonly (string | SizedPath)[];

  @Setting('"required" or "optional"')
  @IsIn(['required', 'optional'])
  readonly scripts: ScriptsRule = 'required';
}
