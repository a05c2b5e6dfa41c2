import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { ConfigurationError, UsageError } from '#configuration';
import { JsonLineLogger } from '#logging';
import { PersistenceError } from '#persistence';
import { loadBrokerConfig } from './config/load-broker-config.js';
import { createBroker } from './create-broker.js';
import { stopWithProcess } from './stop-with-process.js';

async function main(): Promise<void> {
  const { config, warnings } = loadBrokerConfig({ argv: process.argv.slice(2), env: process.env });
  const logger = new JsonLineLogger({ level: process.env['LOG_LEVEL'] });
  const app = await createBroker(config, { logger });
  const log = new Logger('Broker');
  for (const message of warnings) log.warn({ message });
  await app.listen(config.port, config.listenIP);
  log.log({ message: 'listening', url: await app.getUrl() });
  stopWithProcess(app, log);
}

/** What the person at the terminal can mend is said in one sentence; anything else with its stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof UsageError || error instanceof PersistenceError)
    return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program; stop it, or set PORT to another one.';
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown error';
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
