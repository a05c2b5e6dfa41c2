import { IsInt, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** How often one and the same may come to one broker, within a minute (T4); 0 for as often as they like. */
export class LimitsConfig {
  /** Requests with one user or token, of platforms and administrators. */
  @Setting('a whole number from 0 (no limit) to 10000000')
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly requestsPerMinute: number = 6_000;

  /** Wrong logins from one address; who goes on is turned away for longer each time. */
  @Setting('a whole number from 0 (no limit) to 10000')
  @IsInt()
  @Min(0)
  @Max(10_000)
  readonly failedLoginsPerMinute: number = 20;

  /** Pings of one Docker host. */
  @Setting('a whole number from 0 (no limit) to 10000')
  @IsInt()
  @Min(0)
  @Max(10_000)
  readonly pingsPerMinute: number = 120;
}
