import type { CertificateUpload } from '#agent-protocol';
import type { Environment, EnvironmentRule } from '#configuration';
import { loadConfig, readFlags, refuseUnverifiedTls, UsageError } from '#configuration';
import { checkTlsMaterial } from '../broker-connection/tls-files.js';
import { readCertificateFiles } from '../enrolment/read-certificate-files.js';
import { AgentConfig } from './agent-config.js';
import { readTextFile } from './read-text-file.js';

const USAGE = 'usage: agent -config FILE [-clientcert FILE -clientkey FILE -cacert FILE]';

export const AGENT_ENVIRONMENT: EnvironmentRule = { prefix: 'AGENT' };

interface Invocation {
  /** Without the program itself. */
  readonly argv: readonly string[];
  readonly env: Environment;
}

export interface AgentSettings {
  readonly config: AgentConfig;
  /** What brokers need to reach this host's Docker over TLS; `undefined` when there is nothing to tell. */
  readonly certificates: CertificateUpload | undefined;
  readonly warnings: readonly string[];
}

/**
 * What the flags, the file they name and the environment say. Throws `ConfigurationError` and `UsageError`, whose
 * messages are for the person who starts the agent.
 */
export function loadAgentConfig({ argv, env }: Invocation): AgentSettings {
  refuseUnverifiedTls(env);
  const { config: path, ...certificateFiles } = readFlags(argv, ['config', 'clientcert', 'clientkey', 'cacert']);
  if (path === undefined) {
    throw new UsageError(USAGE);
  }
  const { config, warnings } = loadConfig(AgentConfig, {
    file: { path, text: readTextFile(path) },
    ...AGENT_ENVIRONMENT,
    env,
  });
  config.brokerServers.forEach(checkTlsMaterial);
  const enrolment = readCertificateFiles(certificateFiles, config.serviceAgent.dockerHost);
  return { config, certificates: enrolment.certificates, warnings: [...warnings, ...enrolment.warnings] };
}
