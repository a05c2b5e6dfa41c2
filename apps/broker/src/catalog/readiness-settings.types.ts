import { IsObject, IsOptional } from 'class-validator';
import { Setting } from '#configuration';
import { InputSettings } from './input-settings.types.js';

/** How the engine asks a container for its health, in place of the image's `HEALTHCHECK`. */
export interface HealthcheckSetting {
  /** A text is for the shell of the image. */
  readonly command: string | readonly string[];
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly startPeriodSeconds?: number;
  readonly retries?: number;
}

/** One way in which a service shows that it serves. */
export type ReadinessSign =
  /** A line of its log has this text; `*` stands for any other text. */
  | { readonly log: string }
  /** The port inside the container takes connections. */
  | { readonly port: number }
  /** The command ends with 0. */
  | { readonly exec: readonly string[] }
  /** Without a status, one from 200 to 399. */
  | { readonly http: { readonly port: number; readonly path: string; readonly status?: number } };

export type ReadinessSetting = ReadinessSign & { readonly timeoutSeconds?: number };

/** When instances of a definition count as made. */
export abstract class ReadinessSettings extends InputSettings {
  @Setting('an object such as {"command": ["redis-cli", "ping"], "intervalSeconds": 10}')
  @IsOptional()
  @IsObject()
  readonly healthcheck?: HealthcheckSetting;

  @Setting('an object with one of "log", "port", "exec" and "http", and perhaps "timeoutSeconds"')
  @IsOptional()
  @IsObject()
  readonly readiness?: ReadinessSetting;
}
