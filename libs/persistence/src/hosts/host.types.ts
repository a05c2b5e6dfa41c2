/** What an agent says of its host with each ping. */
export interface HostReport {
  readonly dockerHost: string;
  readonly dockerPort: number;
  readonly serviceHost: string;
  readonly portMin: number;
  readonly portMax: number;
  readonly keepAliveSeconds: number;
  readonly isActive: boolean;
  readonly perfFactor: number;
  readonly execCommand: string;
  readonly execArgs: string;
}

export interface Host extends HostReport {
  /** `<dockerHost>:<dockerPort>`, or the `unix://` address alone. */
  readonly hostId: string;
  /** Pinged within three times its keepalive, by the database's clock. */
  readonly isAlive: boolean;
  /** Operators let new instances be placed there. */
  readonly isOpen: boolean;
  /** Since the last ping. */
  readonly silentMs: number;
}

/** A host with what is left of it. */
export interface HostRoom extends Host {
  readonly instances: number;
  readonly freePorts: number;
  /** Of `instances`, those of the organization that was asked for; 0 where none was. */
  readonly instancesOfOrganization: number;
}
