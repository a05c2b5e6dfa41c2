import type { DockerEndpoint } from '#docker-driver';
import type { Host, HostCertificate } from '#persistence';
import { HostNotAllowedError } from './agents-registry.errors.js';
import { isNamed } from './is-named.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/**
 * The way to a host's engine: its socket, TLS with the host's own certificates, or plain TCP where that is allowed.
 * Throws `HostNotAllowedError` that says what is missing.
 */
export function chooseEndpoint(
  { dockerHost, dockerPort }: Pick<Host, 'dockerHost' | 'dockerPort'>,
  certificate: HostCertificate | undefined,
  allowInsecure: readonly string[],
): DockerEndpoint {
  if (dockerHost.startsWith('unix://')) return { kind: 'unix', socketPath: dockerHost.slice('unix://'.length) };
  const address = { kind: 'tcp', host: dockerHost, port: dockerPort } as const;
  if (certificate !== undefined) return { ...address, tls: completeCertificate(certificate) };
  if (LOOPBACK.test(dockerHost) || isNamed(allowInsecure, dockerHost, dockerPort)) return address;
  throw new HostNotAllowedError(
    `Docker host ${dockerHost}:${dockerPort} has no certificates and is not on loopback: start its agent with -clientcert, -clientkey and -cacert, or name it in docker.allowInsecure.`,
  );
}

function completeCertificate({
  dockerHost,
  version,
  ca,
  cert,
  key,
}: HostCertificate): Required<Extract<DockerEndpoint, { kind: 'tcp' }>>['tls'] {
  if (ca === undefined || cert === undefined || key === undefined)
    throw new HostNotAllowedError(
      `The certificates of ${dockerHost} lack a part; client certificate, key and CA are all needed.`,
    );
  return { version, ca, cert, key };
}
