import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { Setting } from '#configuration';
import { PlacementSettings } from './placement-settings.types.js';

/** `always`: whenever an instance gets an image that its plan names, not when it keeps its own. */
export type PullPolicy = 'missing' | 'always' | 'never';

/** What a definition says of how its image gets to hosts. */
export abstract class ImageSettings extends PlacementSettings {
  @Setting('"missing", "always" or "never"')
  @IsOptional()
  @IsIn(['missing', 'always', 'never'])
  readonly pull?: PullPolicy;

  /** Every host that may get instances has the image before the first one. */
  @Setting('true or false; "pull" is then not "never"')
  @IsOptional()
  @IsBoolean()
  readonly prepull?: boolean;
}
