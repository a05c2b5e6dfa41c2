import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, IsOptional, Matches, Validate } from 'class-validator';
import { Setting } from '#configuration';
import { ContainerSettings, type SizedPath } from './container-settings.types.js';
import { IsSpaceSize, type MemorySize, SPACE_SIZE } from './memory-size.types.js';

/** All that a server in a container needs to drop from root to its own user, and nothing more. */
export const CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'KILL',
  'NET_BIND_SERVICE',
  'SETGID',
  'SETUID',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** The limits of a single process that a plan may set, and the most of each. `nproc` counts other tenants too. */
export const MOST_OF_ULIMITS = {
  core: 2 ** 40,
  fsize: 2 ** 50,
  memlock: 2 ** 40,
  nofile: 1_048_576,
  stack: 2 ** 40,
} as const;

/** `unless-stopped` counts as `always`, since engines forget such containers when they crash (ADR 0016). */
const RESTARTS = ['always', 'on-failure', 'no', 'unless-stopped'] as const;
export type Restart = (typeof RESTARTS)[number];

export interface UlimitSetting {
  readonly soft: number;
  readonly hard: number;
}

const USER = /^(?:[a-z_][a-z0-9_-]{0,31}|\d{1,9})(?::(?:[a-z_][a-z0-9_-]{0,31}|\d{1,9}))?$/;

/** What a definition says of the process in its containers, and of the walls around it. */
export abstract class IsolationSettings extends ContainerSettings {
  /** In place of the image's own; the image's command goes with it. */
  @Setting('a list of 1 to 100 texts, the first not empty')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  readonly entrypoint?: readonly string[];

  @Setting('a user of the image, such as redis, 999 or 999:999')
  @IsOptional()
  @Matches(USER)
  readonly user?: string;

  /** `/dev/shm`. */
  @Setting(SPACE_SIZE)
  @IsOptional()
  @Validate(IsSpaceSize)
  readonly shm?: MemorySize;

  @Setting('"always", "on-failure", "no" or "unless-stopped"')
  @IsOptional()
  @IsIn(RESTARTS)
  readonly restart?: Restart;

  /** Given: these alone. */
  @Setting('a list of "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID" and "SETUID"')
  @IsOptional()
  @IsArray()
  readonly capabilities?: readonly Capability[];

  /** Only volumes and `tmpfs` can be written to. */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly readonlyRoot?: boolean;

  /** Paths in memory, empty at each start; 64 MiB each unless said. */
  @Setting('a list of up to 20 absolute paths, or objects such as {"path": "/run", "size": "16m"}')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  readonly tmpfs?: readonly (string | SizedPath)[];

  @Setting(
    'an object of "core", "fsize", "memlock", "nofile" and "stack", such as {"nofile": {"soft": 1024, "hard": 65536}}',
  )
  @IsOptional()
  @IsObject()
  readonly ulimits?: Readonly<Partial<Record<keyof typeof MOST_OF_ULIMITS, UlimitSetting>>>;

  /** Beside the broker's own. */
  @Setting('an object of up to 50 texts; its names are lower case, such as "org.example.team"')
  @IsOptional()
  @IsObject()
  readonly labels?: Readonly<Record<string, string>>;
}
