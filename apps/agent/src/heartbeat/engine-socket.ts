import { isSocketAddress } from '#agent-protocol';

const USUAL = '/var/run/docker.sock';

/** Where the engine of this very host listens: the socket that brokers are told of, or the usual one. */
export function toEngineSocket(dockerHost: string): string {
  return isSocketAddress(dockerHost) ? dockerHost.slice('unix://'.length) : USUAL;
}
