import { IsObject, IsOptional } from 'class-validator';
import { HOST_LABELS } from '#agent-protocol';
import { Setting } from '#configuration';
import { TenancySettings } from './tenancy-settings.types.js';

/** What a definition says of the hosts of its instances. */
export abstract class PlacementSettings extends TenancySettings {
  /** Only hosts whose agents say all of these take instances. */
  @Setting(HOST_LABELS)
  @IsOptional()
  @IsObject()
  readonly hostLabels?: Readonly<Record<string, string>>;
}
