/** What an agent says of where its host is. */
export interface NamedAddress {
  /** As errors call it: `DockerHost`, `ServiceHost`. */
  readonly field: string;
  /** A host name, an IP address or `unix:///path`. */
  readonly host: string;
  /** `undefined`: no port was named. */
  readonly port?: number;
  /** Whether the agent is a process of the broker's machine. */
  readonly isFromThisMachine: boolean;
}

/** Keeps agents from sending the broker to where it must not go (T8). */
export abstract class AddressCheck {
  /** Throws `BadRequestError` and `AddressRefusedError`, and tells the operator, once for each address. */
  abstract check(address: NamedAddress): Promise<void>;
}
