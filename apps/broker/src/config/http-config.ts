import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Max, Min, Validate } from 'class-validator';
import { Setting } from '#configuration';
import { ADDRESS_OR_NETWORK, IsAddressOrNetwork } from './is-network.js';

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

  /** Whose X-Forwarded-For tells the client's address; that of anybody else counts for nothing (T17). */
  @Setting(`a list of up to 100 texts, each ${ADDRESS_OR_NETWORK}`)
  @IsArray()
  @ArrayMaxSize(100)
  @Validate(IsAddressOrNetwork, { each: true })
  readonly trustedProxies: readonly string[] = [];

  /** That plain HTTP beyond loopback is meant: something in front of the broker speaks TLS (T5). */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly insecure: boolean = false;
}
