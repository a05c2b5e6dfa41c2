import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { toUrl } from './broker-settings.mjs';
import { SetupError } from './run-main.mjs';

const readyLimitMs = 60_000;

/** @param {import('./broker-settings.mjs').BrokerSettings} settings */
export async function ensurePortIsFree({ listenHost, port }) {
  const server = createServer().listen(port, listenHost);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new SetupError(
      code === 'EADDRINUSE'
        ? `Port ${port} of ${listenHost} is taken. Stop what listens there, or choose another one: PORT=9999 npm start`
        : `Nothing can listen on port ${port} of ${listenHost} (${code}).`,
    );
  } finally {
    server.close();
  }
}

/**
 * Waits until the broker answers, whatever it says; gives up when it ends instead.
 *
 * @param {import('./broker-settings.mjs').BrokerSettings} settings
 * @param {Promise<number>} ended
 */
export async function waitUntilAnswering(settings, ended) {
  const deadline = Date.now() + readyLimitMs;
  while (!(await isAnswering(settings))) {
    const hasEnded = await Promise.race([ended.then(() => true), sleep(50, false)]);
    if (hasEnded) throw new SetupError('The broker has ended; what it said is above.');
    if (Date.now() > deadline) throw new SetupError('The broker runs, but does not answer.');
  }
}

/** With the login, so that the broker's first line is no refusal. @param {import('./broker-settings.mjs').BrokerSettings} settings */
async function isAnswering(settings) {
  const login = Buffer.from(`${settings.user}:${settings.password}`).toString('base64');
  const headers = { authorization: `Basic ${login}`, 'x-broker-api-version': '2.17' };
  try {
    const response = await fetch(`${toUrl(settings)}/v2/catalog`, { headers });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
