import { IsNumber, Max, Min, Validate, type ValidatorConstraintInterface, ValidatorConstraint } from 'class-validator';
import { Setting } from '#configuration';
import { type MemorySize, toBytes } from '../catalog/memory-size.types.js';

const LEAST_SHARE = 0.001;
const MOST_SHARE = 100;

@ValidatorConstraint()
class IsReserve implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return (typeof value === 'string' || typeof value === 'number') && toBytes(value) !== undefined;
  }
}

/** How much of what hosts have is given away. Hosts whose agents measure nothing have no such bound. */
export abstract class CapacityConfig {
  /** Of a host's memory, what plans may reserve there in all. */
  @Setting('a number from 0.001 to 100; 1 is all of it')
  @IsNumber()
  @Min(LEAST_SHARE)
  @Max(MOST_SHARE)
  readonly memoryShare: number = 1;

  /** A host with less free disk takes nothing new. */
  @Setting('bytes as a whole number, or with a unit such as "512m" or "2g"; 0 for no bound')
  @Validate(IsReserve)
  readonly minFreeDisk: MemorySize = '1g';
}
