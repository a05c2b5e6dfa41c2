import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ConfigurationError, UsageError } from '#configuration';
import { KeyRotation, PersistenceError, PersistenceModule } from '#persistence';
import { loadBrokerConfig } from './config/load-broker-config.js';
import { toPersistenceOptions } from './config/to-persistence-options.js';
import { readKeysCommand } from './key-rotation/read-keys-command.js';
import { runKeysCommand } from './key-rotation/run-keys-command.js';

/** `keys status | rotate [--kek]`, with the settings of a broker and on its database, beside those that run. */
async function main(): Promise<void> {
  const { command, flags } = readKeysCommand(process.argv.slice(2));
  const { config } = loadBrokerConfig({ argv: flags, env: process.env });
  const module = PersistenceModule.forRoot(toPersistenceOptions(config));
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const lines = await runKeysCommand(command, app.get(KeyRotation));
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await app.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof UsageError || error instanceof PersistenceError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown error';
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
