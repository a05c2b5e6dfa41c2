import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateIf,
} from 'class-validator';
import { DEFAULT_PORT_RANGE, HOST_LABELS } from '#agent-protocol';
import { Section, SectionList, Setting } from '#configuration';
import { AreHostLabels, IsDockerHost, IsHost, IsNotBelowMin, IsPerfFactor } from './agent-config.rules.js';

/** What brokers are told about this host. */
export class ServiceAgentConfig {
  /** The address of this host in credentials (`$HOST`). */
  @Setting('a host name or an IP address', { name: 'servicehost' })
  @Validate(IsHost)
  readonly serviceHost!: string;

  /** How brokers reach this host's Docker; a socket only for a broker on the same machine. */
  @Setting('a host name, an IP address or unix:///absolute/path', { name: 'dockerhost' })
  @Validate(IsDockerHost)
  readonly dockerHost: string = '127.0.0.1';

  /** Not used with a socket. */
  @Setting('a whole number from 1 to 65535', { name: 'dockerport' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly dockerPort: number = 2375;

  /** Whether new instances may be placed here. */
  @Setting('true or false', { name: 'isactive' })
  @IsBoolean()
  readonly isActive: boolean = true;

  /** Time between pings; after three times that without one, brokers consider this host dead. */
  @Setting('seconds, a whole number from 1 to 86400', { name: 'keepalive' })
  @IsInt()
  @Min(1)
  @Max(86_400)
  readonly keepAliveSeconds: number = 30;

  /** This and `ExecArgs` are told to brokers of the original; ours runs scripts through Docker. */
  @Setting('text of up to 1024 characters', { name: 'ExecCommand' })
  @IsString()
  @MaxLength(1024)
  readonly execCommand: string = 'DockerCommandExec';

  @Setting('text of up to 4096 characters', { name: 'ExecArgs' })
  @IsString()
  @MaxLength(4096)
  readonly execArgs: string = '';

  /** Hosts with a lower one are preferred; `auto` measures this host before each ping. */
  @Setting('a number from 0 to 1000000000, or "auto"', { name: 'perffactor' })
  @Validate(IsPerfFactor)
  readonly perfFactor: number | 'auto' = 'auto';

  /** The host ports that containers may get, both ends included. */
  @Setting('a whole number from 1 to 65535', { name: 'portbind_min' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly portbindMin: number = DEFAULT_PORT_RANGE.min;

  @Setting('a whole number from portbind_min to 65535', { name: 'portbind_max' })
  @IsInt()
  @Max(65_535)
  @Validate(IsNotBelowMin)
  readonly portbindMax: number = DEFAULT_PORT_RANGE.max;

  /** Where Docker keeps containers: the file system whose free space is told. */
  @Setting('an absolute path', { name: 'engineroot' })
  @Matches(/^\//)
  @MaxLength(1024)
  readonly engineRoot: string = '/var/lib/docker';

  /** What plans may ask of a host (`hostLabels`). */
  @Setting(HOST_LABELS)
  @Validate(AreHostLabels)
  readonly labels: Readonly<Record<string, string>> = {};
}

function hasNoToken({ token }: BrokerServerConfig): boolean {
  return token === undefined;
}

export class BrokerServerConfig {
  @Setting('a host name or an IP address')
  @Validate(IsHost)
  readonly host!: string;

  @Setting('a whole number from 1 to 65535')
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port: number = 9998;

  @Setting('text of 1 to 255 characters, no ":"')
  @ValidateIf(hasNoToken)
  @Matches(/^[^:\p{Cc}]{1,255}$/u)
  readonly user?: string;

  @Setting('text of 1 to 1024 characters')
  @ValidateIf(hasNoToken)
  @IsString()
  @Length(1, 1024)
  readonly password?: string;

  /** In place of user and password; made by an administrator for this host alone. */
  @Setting('a token as POST /admin/tokens told it')
  @IsOptional()
  @Matches(/^dbt_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/)
  readonly token?: string;

  /** Whether it speaks HTTPS; also with one of the next three. Its certificate is always verified. */
  @Setting('true or false')
  @IsBoolean()
  readonly tls: boolean = false;

  /** Certificate authorities that its certificate is verified by, in place of those that Node.js comes with. */
  @Setting('the path of a PEM file')
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  readonly ca?: string;

  /** The agent's own certificate, where the broker wants one. */
  @Setting('the path of a PEM file')
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  readonly cert?: string;

  /** Its key, without a passphrase. */
  @Setting('the path of a PEM file')
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  readonly key?: string;
}

/** All that an agent can be told; frozen once it is loaded. The class is the token to inject it by. */
export class AgentConfig {
  @Section(() => ServiceAgentConfig, { name: 'serviceagent' })
  readonly serviceAgent: ServiceAgentConfig = new ServiceAgentConfig();

  /** Every one of them is pinged. */
  @SectionList(() => BrokerServerConfig, { name: 'brokerservers', allowed: 'a list of 1 to 100 objects' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  readonly brokerServers: readonly BrokerServerConfig[] = [];

  /** Written after each ping that a broker took, for a health check from outside. */
  @Setting('the path of a file', { name: 'beatfile' })
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  readonly beatFile?: string;
}
