import { isIP } from 'node:net';
import { ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';

export const ADDRESS_OR_NETWORK = 'an IP address, or "address/bits" such as 10.0.0.0/8';
export const NETWORK = '"address/bits" such as 10.0.0.0/8';

const SHAPE = /^(?<address>[0-9A-Fa-f.:]+)\/(?<bits>\d{1,3})$/;

@ValidatorConstraint()
export class IsNetwork implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    const { address = '', bits } = SHAPE.exec(String(value))?.groups ?? {};
    const version = isIP(address);
    return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
  }
}

@ValidatorConstraint()
export class IsAddressOrNetwork implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isIP(String(value)) !== 0 || new IsNetwork().validate(value);
  }
}
