import { IsInt, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** How the hosts are compared with what the database says of them. */
export class ReconcilerConfig {
  /** Between two passes over a host, a quarter more or less; 0 for the time in which nobody shall touch the hosts. */
  @Setting('seconds, a whole number from 0 (never) to 3600')
  @IsInt()
  @Min(0)
  @Max(3600)
  readonly everySeconds: number = 15;

  /** An orphan is removed when it was seen in two passes that are so long apart. */
  @Setting('seconds, a whole number from 1 to 86400')
  @IsInt()
  @Min(1)
  @Max(86_400)
  readonly sightingSeconds: number = 60;
}
