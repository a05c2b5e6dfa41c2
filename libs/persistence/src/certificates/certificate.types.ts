/** PEM texts of one Docker host; a part that was not given is `undefined`. */
export interface HostCertificate {
  readonly dockerHost: string;
  /** Raised with every replacement. */
  readonly version: number;
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}
