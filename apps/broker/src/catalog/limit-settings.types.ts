import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Setting } from '#configuration';
import { DrainSettings } from './drain-settings.types.js';

const ALLOWED = 'a whole number from 1 to 1000000';
const MOST = 1_000_000;

/** How many instances of a definition there may be; as many as hosts have room for where it does not say. */
export abstract class LimitSettings extends DrainSettings {
  @Setting(ALLOWED, { name: 'maxinstances' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly maxInstances?: number;

  @Setting(ALLOWED, { name: 'maxinstancesperorg' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly maxInstancesPerOrg?: number;

  @Setting(ALLOWED, { name: 'maxinstancesperspace' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly maxInstancesPerSpace?: number;
}
