import { IsOptional, IsString, Length, Validate } from 'class-validator';
import { Setting } from '#configuration';
import { LimitSettings } from './limit-settings.types.js';
import { NeedsContainerName } from './service-definition.rules.js';

/** What a definition says of containers that are there before its instances, beside their names. */
export abstract class TenancySettings extends LimitSettings {
  /** Where that container is; any living host that has it where it is not given. */
  @Setting('the id or the service host of a Docker host, as in /ping; "containername" is then given', {
    name: 'containerhost',
  })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Validate(NeedsContainerName)
  readonly containerHost?: string;
}
