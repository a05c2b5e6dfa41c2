import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { launch } from './processes.mjs';
import { runMain, SetupError } from './run-main.mjs';

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name !== 'broker' && name !== 'agent' && name !== 'keys')
    throw new SetupError('usage: node apps/local/run.mjs broker|agent|keys [flags]');
  await ensureDependencies();
  await ensureBuild();
  const { child, ended } = launch(name, args, process.env);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  return ended;
});
