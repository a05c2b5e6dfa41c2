import { IsIn, IsInt, IsObject, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Setting } from '#configuration';
import { DRIVER_NAMES, type DriverName } from '#persistence';

/** What the original, its users and TypeORM call some drivers besides. */
const OTHER_NAMES: Readonly<Record<string, DriverName>> = {
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  postgresql: 'postgres',
};

/** The database that all brokers share. */
export class PersisterConfig {
  /** One that TypeORM has, and whose SQL is that of SQLite, PostgreSQL or MySQL. */
  @Setting(`${[...DRIVER_NAMES, ...Object.keys(OTHER_NAMES)].join(', ')}, in any letter case`, { normalise: toDriver })
  @IsIn(DRIVER_NAMES)
  readonly driver: DriverName = 'sqlite';

  /** Not used by SQLite, like the next three. */
  @Setting('a host name, an IP address or the directory of a socket', { normalise: emptyAsMissing })
  @IsString()
  @Length(1, 255)
  readonly host: string = '127.0.0.1';

  /** The driver's own port where it is not given. */
  @Setting('a whole number from 1 to 65535', { normalise: toPort })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port?: number;

  @Setting('text')
  @IsOptional()
  @IsString()
  readonly user?: string;

  @Setting('text')
  @IsOptional()
  @IsString()
  readonly password?: string;

  /** The database's name; with SQLite its file, inside `dataDir` unless absolute. */
  @Setting('text of 1 to 1024 characters')
  @IsString()
  @Length(1, 1024)
  readonly database: string = 'broker.sqlite';

  @Setting('a whole number from 1 to 200')
  @IsInt()
  @Min(1)
  @Max(200)
  readonly poolSize: number = 10;

  /** Handed to the driver as they are. */
  @Setting('an object')
  @IsObject()
  readonly options: Readonly<Record<string, unknown>> = {};
}

function toDriver(value: unknown): unknown {
  const name = String(value).toLowerCase();
  return Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name;
}

/** Files for SQLite carry the rest of the original's properties along, empty. */
function emptyAsMissing(value: unknown): unknown {
  return value === '' || value === 0 ? undefined : value;
}

function toPort(value: unknown): unknown {
  return emptyAsMissing(typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value);
}
