/** A port inside the container that clients are to reach. */
export interface ContainerPortName {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** A reserved host port and the container port behind it. */
export interface PortClaim extends ContainerPortName {
  readonly hostPort: number;
}

/** An instance's claims, by container port, lowest first. */
export type HostPorts = readonly PortClaim[];
