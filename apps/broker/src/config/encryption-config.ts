import {
  IsArray,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { Setting } from '#configuration';
import { KEY_FORMAT, readKeys } from '#persistence';

@ValidatorConstraint()
class AreKeys implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (!Array.isArray(value) || value.some((key) => typeof key !== 'string')) return false;
    return value.length === 0 || readKeys(value as string[]) !== undefined;
  }
}

/** What wraps the keys that secrets in the database are sealed with, and how long replaced ones are kept. */
export class EncryptionConfig {
  /** The first one wraps, the others only open what they have wrapped. With these, no key file is made. */
  @Setting(`a list of keys, or a text with a comma between them; each is ${KEY_FORMAT}`, {
    secret: true,
    normalise: toList,
  })
  @IsArray()
  @Validate(AreKeys)
  readonly keys: readonly string[] = [];

  /** In the place of keys: one is derived from it. */
  @Setting('text of 20 to 1024 characters', { secret: true })
  @IsOptional()
  @IsString()
  @Length(20, 1024)
  readonly passphrase?: string;

  /** How long a replaced key with which nothing is sealed any more is kept, for brokers that stand still. */
  @Setting('hours, a number from 0 to 8760')
  @IsNumber()
  @Min(0)
  @Max(8_760)
  readonly keepHours: number = 24;
}

function toList(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',').map((key) => key.trim()) : value;
}
