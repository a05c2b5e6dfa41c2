import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSocketAddress, ProtocolError, readPing } from '#agent-protocol';
import { patternOf } from '../osb/pattern-of.js';
import { ToldOnce } from '../osb/told-once.js';

const NO_CERTIFICATE = 'Agents need a client certificate that tls.clientCaFile verifies.';
const OTHER_HOST = 'The client certificate does not name this host in its subjectAltName.';
/** One certificate is for one host: no wildcards, and no names but those of subjectAltName. */
const STRICTLY = { subject: 'never', wildcards: false } as const;
const PATHS: ReadonlySet<string | undefined> = new Set(['POST /ping', 'PUT /certificate/:dockerHost']);

/**
 * What only agents send needs a certificate of the agents' CA that names the host which is spoken of, beside the password:
 * first that there is one, before the body is read; then its names (T7).
 */
export function requireAgentCertificates(http: FastifyInstance): void {
  const told = new ToldOnce();
  const logger = new Logger('Tls');
  const refuse = (request: FastifyRequest, reply: FastifyReply, description: string): void => {
    const from = request.raw.socket.remoteAddress;
    if (told.isNews(from, description))
      logger.warn({ message: 'an agent has no certificate for its host', from, reason: description });
    void reply.code(403).send({ description });
  };
  http.addHook('onRequest', (request, reply, done) => {
    if (!isAgents(request) || isKnown(request)) done();
    else refuse(request, reply, NO_CERTIFICATE);
  });
  http.addHook('preHandler', (request, reply, done) => {
    const host = isAgents(request) ? hostOf(request) : undefined;
    if (host === undefined || isNamed(request, host)) done();
    else refuse(request, reply, OTHER_HOST);
  });
}

function isAgents(request: FastifyRequest): boolean {
  return PATHS.has(`${request.method} ${patternOf(request) ?? ''}`);
}

function isKnown({ raw: { socket } }: FastifyRequest): boolean {
  return socket instanceof TLSSocket && socket.authorized;
}

/** A socket has no name to be certified: there it is that of the services. `undefined`: the use case refuses the body. */
function hostOf({ params, body }: FastifyRequest): string | undefined {
  const { dockerHost } = params as { readonly dockerHost?: string };
  if (dockerHost !== undefined) return dockerHost;
  try {
    const ping = readPing(body);
    return isSocketAddress(ping.dockerHost) ? ping.serviceHost : ping.dockerHost;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function isNamed({ raw: { socket } }: FastifyRequest, host: string): boolean {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return false;
  const found = isIP(host) === 0 ? certificate.checkHost(host, STRICTLY) : certificate.checkIP(host);
  return found !== undefined;
}
