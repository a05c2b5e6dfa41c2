import {
  IsOptional,
  Validate,
  type ValidationArguments,
  type ValidatorConstraintInterface,
  ValidatorConstraint,
} from 'class-validator';
import { Setting } from '#configuration';
import { DRAIN_URL, parseDrainUrl } from '../drains/drain-url.types.js';
import { hasOwnLog } from './has-own-log.types.js';
import { ReadinessSettings } from './readiness-settings.types.js';

@ValidatorConstraint()
class IsDrain implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return parseDrainUrl(value) !== undefined;
  }
}

/** Of a log that several instances write into nobody can say whose a line is: better refused than never sent. */
@ValidatorConstraint()
class NeedsOwnLog implements ValidatorConstraintInterface {
  validate(_: unknown, { object }: ValidationArguments): boolean {
    return hasOwnLog(object as Parameters<typeof hasOwnLog>[0]);
  }
}

/** What a definition says of the logs of its instances. */
export abstract class DrainSettings extends ReadinessSettings {
  /** Where the logs of instances go, unless an instance says otherwise. */
  @Setting(`${DRAIN_URL}; "numinstances" is then 0 or 1, and "containername" left out`, { name: 'syslogdrain' })
  @IsOptional()
  @Validate(IsDrain)
  @Validate(NeedsOwnLog)
  readonly syslogDrain?: string;
}
