import { stat } from 'node:fs/promises';
import { runVisibly } from './command.mjs';
import { ensureComposeCommand } from './compose-command.mjs';
import { ensureComposeImages } from './compose-images.mjs';
import { ensureEngine } from './engine.mjs';
import { runMain } from './run-main.mjs';
import { ensureServiceImages } from './service-images.mjs';

// Made by now, so that Compose can build too where no registry answers.
const bases = {
  BASE: 'docker-broker/base:bookworm',
  BUILD_BASE: 'docker-broker/node:bookworm',
  RUN_BASE: 'docker-broker/node:bookworm-slim',
};

await runMain(async () => {
  const [command = 'up', ...flags] = process.argv.slice(2);
  const { dockerHost, address } = await ensureEngine();
  const [program, ...args] = await ensureComposeCommand();
  if (command === 'up' || command === 'build') {
    await ensureServiceImages(address);
    await ensureComposeImages(address);
  }
  const env = { DOCKER_HOST: dockerHost, ...bases, ...(await toSocketVariables(address)), ...process.env };
  return runVisibly(program, [...args, command, ...flags], { env, signal: stopSignal() });
});

/**
 * Where the brokers find the engine, and the group that may use it.
 *
 * @param {import('./engine-api.mjs').EngineAddress} address
 */
async function toSocketVariables(address) {
  if (!('socketPath' in address)) return {};
  const { gid } = await stat(address.socketPath);
  return { DOCKER_SOCKET: address.socketPath, DOCKER_GID: String(gid) };
}

/** Ctrl-C reaches Compose from the terminal; it stops what it runs, and we wait for it. */
function stopSignal() {
  const controller = new AbortController();
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => controller.abort());
  return controller.signal;
}
