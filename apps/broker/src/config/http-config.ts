import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** How requests are taken in. */
export class HttpConfig {
  /**
   * A process that stood still for longer closes its connections unread: their senders have long given up, and may have
   * been told otherwise by another broker since.
   */
  @Setting('seconds, a whole number from 1 to 3600')
  @IsInt()
  @Min(1)
  @Max(3600)
  readonly stallSeconds: number = 10;

  /** Whether administrators can read OpenAPI and Swagger UI at `/admin/api-docs`; best off in production (T33). */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly apiDocs: boolean = false;

  /** That plain HTTP beyond loopback is meant: something in front of the broker speaks TLS (T5). */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly insecure: boolean = false;
}
