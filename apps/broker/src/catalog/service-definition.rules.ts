import type { ValidationArguments, ValidatorConstraintInterface } from 'class-validator';
import { ValidatorConstraint } from 'class-validator';

const VARIABLE = /^[A-Za-z_]\w*$/;

/** A static `schema` says the same to readers of the published one. */
@ValidatorConstraint()
export class IsDashboard implements ValidatorConstraintInterface {
  static readonly schema = {
    type: 'object',
    required: ['dashboard_url'],
    properties: { dashboard_url: { type: 'string' } },
  };

  validate(value: unknown): boolean {
    return (
      typeof value === 'object' && value !== null && 'dashboard_url' in value && typeof value.dashboard_url === 'string'
    );
  }
}

/** A container that is there already is not multiplied: the original wants `numinstances` 0 with it. */
@ValidatorConstraint()
export class IsNotMultiplied implements ValidatorConstraintInterface {
  validate(containerName: unknown, { object }: ValidationArguments): boolean {
    return containerName === '' || !('numInstances' in object) || Number(object.numInstances) <= 1;
  }
}

/** Only of a container that is there already somebody knows where. */
@ValidatorConstraint()
export class NeedsContainerName implements ValidatorConstraintInterface {
  validate(_: unknown, { object }: ValidationArguments): boolean {
    return 'containerName' in object && object.containerName !== '';
  }
}

/** Cloud Foundry keeps all tags of a service in 2,048 characters, and refuses the whole catalog otherwise. */
@ValidatorConstraint()
export class IsShortTogether implements ValidatorConstraintInterface {
  validate(tags: unknown): boolean {
    return Array.isArray(tags) && tags.join('').length <= 2_048;
  }
}

@ValidatorConstraint()
export class IsTextMap implements ValidatorConstraintInterface {
  static readonly schema = {
    type: 'object',
    propertyNames: { pattern: VARIABLE.source },
    additionalProperties: { type: 'string' },
  };

  validate(value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return false;
    }
    return Object.entries(value).every(([name, text]) => VARIABLE.test(name) && typeof text === 'string');
  }
}
