import { IsOptional, Validate, type ValidatorConstraintInterface, ValidatorConstraint } from 'class-validator';
import { Setting } from '#configuration';
import { DRAIN_URL, parseDrainUrl } from '../drains/drain-url.types.js';
import { ReadinessSettings } from './readiness-settings.types.js';

@ValidatorConstraint()
class IsDrain implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return parseDrainUrl(value) !== undefined;
  }
}

/** What a definition says of the logs of its instances. */
export abstract class DrainSettings extends ReadinessSettings {
  /** Where the logs of instances go, unless an instance says otherwise; not those of containers that instances share. */
  @Setting(DRAIN_URL, { name: 'syslogdrain' })
  @IsOptional()
  @Validate(IsDrain)
  readonly syslogDrain?: string;
}
