import type { ValidationArguments, ValidatorConstraintInterface } from 'class-validator';
import { ValidatorConstraint } from 'class-validator';
import { isHostAddress, isHostLabels, isSocketAddress } from '#agent-protocol';

@ValidatorConstraint()
export class IsHost implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isHostAddress(value);
  }
}

@ValidatorConstraint()
export class IsDockerHost implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && (isHostAddress(value) || isSocketAddress(value));
  }
}

@ValidatorConstraint()
export class AreHostLabels implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isHostLabels(value);
  }
}

@ValidatorConstraint()
export class IsPerfFactor implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return value === 'auto' || (typeof value === 'number' && value >= 0 && value <= 1e9);
  }
}

@ValidatorConstraint()
export class IsNotBelowMin implements ValidatorConstraintInterface {
  validate(portbindMax: unknown, { object }: ValidationArguments): boolean {
    return 'portbindMin' in object && Number(portbindMax) >= Number(object.portbindMin);
  }
}
