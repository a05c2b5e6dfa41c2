import { Server, type ServerOptions } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { BrokerConfig } from '../config/broker-config.types.js';
import { HTTP_OPTIONS } from '../http-options.js';
import { LiveIdentity } from './live-identity.js';
import { refusePlainHttp } from './refuse-plain-http.js';
import { requireAgentCertificates } from './require-agent-certificates.js';

/** What TLS adds to the broker's server: nothing where there is none. */
export interface BrokerTls {
  readonly serverOptions: { readonly https?: ServerOptions };
  /** After the hooks that know who is speaking. */
  attach(http: FastifyInstance): void;
}

/** Throws `CertificateFaultError` when the files of `tls` cannot be served with. */
export function openBrokerTls({ tls }: Pick<BrokerConfig, 'tls'>): BrokerTls {
  if (tls === undefined) return { serverOptions: {}, attach: () => undefined };
  const identity = new LiveIdentity(tls);
  return {
    serverOptions: { https: { ...HTTP_OPTIONS.http, ...identity.options } },
    attach: (http) => {
      if (tls.agentsNeedCertificate) requireAgentCertificates(http);
      const { server } = http;
      if (!isTls(server)) return;
      refusePlainHttp(server);
      const leave = identity.follow(server);
      http.addHook('preClose', (done) => {
        leave();
        done();
      });
    },
  };
}

function isTls(server: unknown): server is Server {
  return server instanceof Server;
}
