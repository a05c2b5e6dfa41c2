import Docker from 'dockerode';

import type { AdmitsAddress } from './checked-lookup.js';
import type { DockerEndpoint } from './docker-driver.port.js';
import { openEngineConnection } from './engine-connection.js';
import type { EngineConnection } from './engine-connection.js';
import { EngineModem } from './engine-modem.js';
import { toAddress } from './to-address.js';

interface Abortable {
  readonly abortSignal: AbortSignal;
}

/** dockerode takes a signal in these calls too; its types do not say so. */
export type DockerClient = Docker & {
  info(options: Abortable): Promise<unknown>;
  version(options: Abortable): Promise<unknown>;
};

interface Client {
  readonly docker: DockerClient;
  readonly connection: EngineConnection;
  readonly certificateVersion: number | undefined;
}

/** One client, hence one pool of connections, for each engine and version of its certificates. */
export class EngineClients {
  readonly #clients = new Map<string, Client>();

  constructor(private readonly admits: AdmitsAddress) {}

  for(endpoint: DockerEndpoint): DockerClient {
    const address = toAddress(endpoint);
    const known = this.#clients.get(address);
    const certificateVersion = endpoint.kind === 'tcp' ? endpoint.tls?.version : undefined;
    if (known?.certificateVersion === certificateVersion && known !== undefined) return known.docker;
    const connection = openEngineConnection(endpoint, this.admits);
    known?.connection.retire();
    const client = { docker: toDocker(new EngineModem(connection)), connection, certificateVersion };
    this.#clients.set(address, client);
    return client.docker;
  }

  close(): void {
    for (const { connection } of this.#clients.values()) connection.retire();
    this.#clients.clear();
  }
}

/** dockerode's types do not tell that it takes a modem; its constructor does. */
function toDocker(modem: EngineModem): DockerClient {
  const options: Docker.DockerOptions & { modem: EngineModem } = { modem };
  return new Docker(options);
}
