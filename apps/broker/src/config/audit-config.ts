import { IsInt, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** Who did what (T22). */
export class AuditConfig {
  /** How long entries are kept. */
  @Setting('days, a whole number from 1 to 3650')
  @IsInt()
  @Min(1)
  @Max(3650)
  readonly keepDays: number = 400;
}
