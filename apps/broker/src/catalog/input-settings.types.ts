import { IsObject, IsOptional } from 'class-validator';
import { Setting } from '#configuration';
import { IsolationSettings } from './isolation-settings.types.js';

/** What of an instance's login is the same for all instances of its plan; the password never is. */
export interface GeneratedSetting {
  readonly username?: string;
  readonly dbname?: string;
}

/** What a definition gives to its containers that differs from instance to instance. */
export abstract class InputSettings extends IsolationSettings {
  /** Given: the broker makes a login for each instance, fills it in where placeholders name it, and runs no script. */
  @Setting('an object, empty or with "username" and "dbname"')
  @IsOptional()
  @IsObject()
  readonly generated?: GeneratedSetting;

  /** Parameters of an instance, and the variables of its container that they become. */
  @Setting('an object such as {"maxmemory": "REDIS_MAXMEMORY"}')
  @IsOptional()
  @IsObject()
  readonly parameterEnvironment?: Readonly<Record<string, string>>;
}
