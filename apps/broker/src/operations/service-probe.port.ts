/** Where a service is published. */
export interface ServiceAddress {
  readonly host: string;
  readonly port: number;
}

/** Asks a service from outside, as its clients do: on the published port of its host, wherever that is. */
export abstract class ServiceProbe {
  /** Whether somebody takes a connection there and keeps it for a moment. Never throws. */
  abstract accepts(address: ServiceAddress): Promise<boolean>;

  /** The status of the answer to GET; `undefined` when there was none. Redirects are not followed. Never throws. */
  abstract get(address: ServiceAddress, path: string): Promise<number | undefined>;
}
