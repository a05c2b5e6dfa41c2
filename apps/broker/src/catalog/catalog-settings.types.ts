import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** What the platform permits a service to do (CAT-13). */
export const PERMISSIONS = ['syslog_drain', 'route_forwarding', 'volume_mount'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const SHORTEST_POLLING_SECONDS = 300;
export const LONGEST_POLLING_SECONDS = 604_800;

/** A client that the platform makes for single sign-on to dashboards (CAT-19); Cloud Foundry needs all of it (CCC-06). */
export interface DashboardClient {
  readonly id: string;
  readonly secret: string;
  readonly redirect_uri: string;
}

export interface Cost {
  readonly amount: Readonly<Record<string, number>>;
  readonly unit: string;
}

/** The version of what is run, as strict SemVer (CAT-26). */
export interface Maintenance {
  readonly version: string;
  readonly description?: string;
}

interface ParameterSchema {
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** JSON Schemas of parameters, in OSB's own shape (CAT-30). */
export interface ParameterSchemas {
  readonly service_instance?: { readonly create?: ParameterSchema; readonly update?: ParameterSchema };
  readonly service_binding?: { readonly create?: ParameterSchema };
}

/** In OSB's own shape (BIND-17). */
export interface VolumeMount {
  readonly driver: string;
  readonly container_dir: string;
  readonly mode: 'r' | 'rw';
  readonly device_type: 'shared';
  readonly device: { readonly volume_id: string; readonly mount_config?: Readonly<Record<string, unknown>> };
}

/**
 * What a definition says for the catalog alone. Only kinds are looked at here; what is inside, and what definitions
 * are to each other, is `checkCatalog`'s.
 */
export abstract class CatalogSettings {
  /** Of the service: what applications may be given beside credentials. */
  @Setting('a list of "syslog_drain", "route_forwarding" and "volume_mount"')
  @IsOptional()
  @IsArray()
  readonly requires?: readonly Permission[];

  /** Of the service. */
  @Setting('an object with the texts "id", "secret" and "redirect_uri"', { secret: ['secret'] })
  @IsOptional()
  @IsObject()
  readonly dashboardClient?: DashboardClient;

  /** Of the service. */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly planUpdateable?: boolean;

  /** Of the service. */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly instancesRetrievable?: boolean;

  /** Of the service. */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly bindingsRetrievable?: boolean;

  /** Of the service. */
  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly allowContextUpdates?: boolean;

  @Setting('true or false')
  @IsOptional()
  @IsBoolean()
  readonly bindingRotatable?: boolean;

  @Setting('an object; in it "displayName" is a text, "bullets" a list of texts')
  @IsOptional()
  @IsObject()
  readonly planMetadata?: Readonly<Record<string, unknown>>;

  @Setting('a list of objects such as {"amount": {"usd": 9.5}, "unit": "MONTHLY"}')
  @IsOptional()
  @IsArray()
  readonly costs?: readonly Cost[];

  /** After this time Cloud Foundry gives an operation up; less than some minutes is over before the second poll (CCT-04). */
  @Setting('seconds, a whole number from 300 to 604800')
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_POLLING_SECONDS)
  @Max(LONGEST_POLLING_SECONDS)
  readonly maximumPollingSeconds?: number;

  @Setting('an object with a "version" such as "1.0.0", and perhaps the text "description"')
  @IsOptional()
  @IsObject()
  readonly maintenance?: Maintenance;

  @Setting('an object as OSB has it: JSON Schemas of draft 04 below "service_instance" and "service_binding"')
  @IsOptional()
  @IsObject()
  readonly schemas?: ParameterSchemas;

  @Setting('a URL; "requires" then has "syslog_drain"', { secret: true })
  @IsOptional()
  @IsString()
  readonly syslogDrainUrl?: string;

  @Setting('an https URL with a host; "requires" then has "route_forwarding"', { secret: true })
  @IsOptional()
  @IsString()
  readonly routeServiceUrl?: string;

  @Setting('a list of volume mounts as OSB has them; "requires" then has "volume_mount"', { secret: ['mount_config'] })
  @IsOptional()
  @IsArray()
  readonly volumeMounts?: readonly VolumeMount[];
}
