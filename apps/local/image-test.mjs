import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './build.mjs';
import { runVisibly } from './command.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEngine } from './engine.mjs';
import { root } from './repository.mjs';
import { runMain, SetupError } from './run-main.mjs';
import { ensureServiceImage } from './service-images.mjs';
import { heading } from './terminal.mjs';
import { toImageTrial } from './to-image-trial.mjs';

await runMain(async () => {
  const { folder, repository, rest } = toImageTrial(process.argv.slice(2), root);
  if (!existsSync(path.join(folder, 'Dockerfile'))) throw new SetupError(`There is no Dockerfile in ${folder}.`);
  await ensureDependencies();
  const { address, stop } = await ensureEngine();
  if (!('socketPath' in address))
    throw new SetupError('Images are tried on the engine of this machine: unset DOCKER_HOST.');
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupt.abort());
  try {
    await ensureBuild();
    const image = await ensureServiceImage(address, folder, repository);
    heading(image);
    const env = { DOCKER_SOCKET: address.socketPath };
    const args = ['dist/test/image/main.js', `${image}:latest`, ...rest];
    return await runVisibly(process.execPath, args, { env, signal: interrupt.signal });
  } finally {
    await stop();
  }
});
