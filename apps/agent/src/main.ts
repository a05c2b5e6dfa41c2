import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigurationError, UsageError } from '#configuration';
import { JsonLineLogger } from '#logging';
import { AgentModule } from './agent.module.js';
import type { AgentSettings } from './config/load-agent-config.js';
import { loadAgentConfig } from './config/load-agent-config.js';

const settings = loadSettings();
if (settings !== undefined) {
  stopOnSignals(await startAgent(settings));
}

/** Says what is wrong and leaves with status 1 when the agent cannot be started as it was asked to. */
function loadSettings(): AgentSettings | undefined {
  try {
    return loadAgentConfig({ argv: process.argv.slice(2), env: process.env });
  } catch (error) {
    if (!(error instanceof ConfigurationError) && !(error instanceof UsageError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

async function startAgent(settings: AgentSettings): Promise<INestApplicationContext> {
  const logger = new JsonLineLogger({ level: process.env['LOG_LEVEL'] });
  const agent = await NestFactory.createApplicationContext(AgentModule.forRoot(settings), { logger });
  const { serviceAgent, brokerServers } = settings.config;
  const log = new Logger('Agent');
  settings.warnings.forEach((warning) => {
    log.warn(warning);
  });
  log.log({
    message: 'agent started',
    serviceHost: serviceAgent.serviceHost,
    dockerHost: serviceAgent.dockerHost,
    brokers: brokerServers.map(({ host, port }) => `${host}:${port}`),
  });
  return agent;
}

/** Nest's own hooks would end the process by the signal; the original ends with status 0. */
function stopOnSignals(agent: INestApplicationContext): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void agent.close();
    });
  }
}
