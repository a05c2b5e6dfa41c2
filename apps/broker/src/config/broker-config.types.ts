import { IsBoolean, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Section, Setting } from '#configuration';
import { AccessConfig } from './access-config.js';
import { AuditConfig } from './audit-config.js';
import { DockerConfig } from './docker-config.js';
import { DrainsConfig } from './drains-config.js';
import { HttpConfig } from './http-config.js';
import { LimitsConfig } from './limits-config.js';
import { OperationsConfig } from './operations-config.js';
import { PersisterConfig } from './persister-config.js';
import { ReconcilerConfig } from './reconciler-config.js';
import { ServicesConfig } from './services-config.js';
import { TlsConfig } from './tls-config.types.js';

const LISTEN_ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/;

/** The strategies that come with the broker. */
export const DISPATCHERS: readonly string[] = [
  'SimpleDispatcher',
  'PerfFactorDispatcher',
  'LeastLoadedDispatcher',
  'SpreadDispatcher',
];

/** All that a broker can be told; frozen once it is loaded. The class is the token to inject it by. */
export class BrokerConfig {
  /**
   * The strategy that chooses a host, by its name or as the path of a module that exports a `Dispatcher`. Any other
   * name means SimpleDispatcher, as in the original.
   */
  @Setting('SimpleDispatcher, PerfFactorDispatcher, LeastLoadedDispatcher, SpreadDispatcher, or the path of a module')
  @IsString()
  @Length(1, 1024)
  readonly dispatcher: string = 'SimpleDispatcher';

  @Setting('an IP address or a host name')
  @Matches(LISTEN_ADDRESS)
  readonly listenIP: string = '127.0.0.1';

  @Setting('a whole number from 0 (any free port) to 65535')
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 9998;

  @Section(() => HttpConfig)
  readonly http: HttpConfig = new HttpConfig();

  @Section(() => TlsConfig)
  readonly tls?: TlsConfig;

  @Section(() => PersisterConfig)
  readonly persister: PersisterConfig = new PersisterConfig();

  @Section(() => ServicesConfig)
  readonly services: ServicesConfig = new ServicesConfig();

  @Section(() => AccessConfig)
  readonly access: AccessConfig = new AccessConfig();

  @Section(() => LimitsConfig)
  readonly limits: LimitsConfig = new LimitsConfig();

  @Section(() => AuditConfig)
  readonly audit: AuditConfig = new AuditConfig();

  /** Where the broker keeps its own files. */
  @Setting('the path of a directory')
  @IsString()
  @Length(1, 1024)
  readonly dataDir: string = './data';

  /** The file with the key that secrets in the database are encrypted with; inside `dataDir` unless absolute. */
  @Setting('the path of a file')
  @IsString()
  @Length(1, 1024)
  readonly keyFile: string = 'secret.key';

  @Section(() => DockerConfig)
  readonly docker: DockerConfig = new DockerConfig();

  @Section(() => OperationsConfig)
  readonly operations: OperationsConfig = new OperationsConfig();

  @Section(() => ReconcilerConfig)
  readonly reconciler: ReconcilerConfig = new ReconcilerConfig();

  @Section(() => DrainsConfig)
  readonly drains: DrainsConfig = new DrainsConfig();

  /** Accepts "admin" or nothing as a password though the broker listens beyond loopback. */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly allowDefaultPassword: boolean = false;
}
