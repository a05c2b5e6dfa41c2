import { readFileSync } from 'node:fs';
import type { Environment, EnvironmentRule, LoadedConfig } from '#configuration';
import { ConfigurationError, loadConfig, readFlags, refuseUnverifiedTls } from '#configuration';
import { BrokerConfig, DISPATCHERS } from './broker-config.types.js';
import { checkDefaultPassword } from './check-default-password.js';
import { checkServices } from './check-services.js';
import { checkTls, warnOfPlainHttp } from './check-tls.js';

/** Which variables set what; those of Cloud Foundry win over `PORT`, and all of them over `BROKER_…`. */
export const BROKER_ENVIRONMENT: EnvironmentRule = {
  prefix: 'BROKER',
  aliases: {
    DATA_DIR: 'dataDir',
    PORT: 'port',
    VCAP_APP_PORT: 'port',
    VCAP_APP_HOST: 'listenIP',
    ALLOW_DEFAULT_PASSWORD: 'allowDefaultPassword',
  },
};

interface Invocation {
  /** Without the program itself. */
  readonly argv: readonly string[];
  readonly env: Environment;
}

/**
 * The configuration that `-config FILE` and the environment make together; defaults alone without them. Throws
 * `ConfigurationError` and `UsageError`, whose messages are for the person who starts the broker.
 */
export function loadBrokerConfig({ argv, env }: Invocation): LoadedConfig<BrokerConfig> {
  refuseUnverifiedTls(env);
  const { config: path } = readFlags(argv, ['config']);
  const file = path === undefined ? {} : { file: { path, text: readText(path) } };
  const loaded = loadConfig(BrokerConfig, { ...file, ...BROKER_ENVIRONMENT, env });
  checkDefaultPassword(loaded.config);
  checkServices(loaded.config);
  checkTls(loaded.config);
  const ownWarnings = [...warnOfDispatcher(loaded.config), ...warnOfPlainHttp(loaded.config)];
  return { ...loaded, warnings: [...loaded.warnings, ...ownWarnings] };
}

function warnOfDispatcher({ dispatcher }: BrokerConfig): string[] {
  const isKnown = DISPATCHERS.includes(dispatcher) || /[/\\]|\.[cm]?js$/.test(dispatcher);
  return isKnown ? [] : [`dispatcher "${dispatcher}" is not known; SimpleDispatcher is used`];
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigurationError(path, [{ path: '', fault: `the file cannot be read (${reason})` }]);
  }
}
