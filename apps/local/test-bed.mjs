import { ensureDependencies } from './dependencies.mjs';
import { ensureEngine } from './engine.mjs';
import { ensureServiceImages } from './service-images.mjs';

/**
 * @typedef {{ address: import('./engine-api.mjs').EngineAddress, env: NodeJS.ProcessEnv, signal: AbortSignal }} TestBed
 */

/**
 * All that tests and benchmarks stand on: packages, an engine, our images and those that only tests use.
 *
 * @param {(bed: TestBed) => Promise<number>} use
 */
export async function withTestBed(use) {
  await ensureDependencies();
  const { address, stop } = await ensureEngine();
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupt.abort());
  try {
    await ensureServiceImages(address);
    await ensureServiceImages(address, { folder: 'test/images', repository: 'docker-broker-test' });
    const env = 'socketPath' in address ? { DOCKER_SOCKET: address.socketPath } : {};
    return await use({ address, env, signal: interrupt.signal });
  } finally {
    await stop();
  }
}
