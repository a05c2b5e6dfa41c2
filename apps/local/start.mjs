import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { toBrokerSettings } from './broker-settings.mjs';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEngine } from './engine.mjs';
import { toNextSteps } from './next-steps.mjs';
import { toAgentEnvironment, toBrokerEnvironment } from './process-environment.mjs';
import { launch, logged, runUntilStopped } from './processes.mjs';
import { ensurePortIsFree, waitUntilAnswering } from './readiness.mjs';
import { root } from './repository.mjs';
import { runMain } from './run-main.mjs';
import { ensureServiceImages } from './service-images.mjs';

const env = process.env;

await runMain(async () => {
  const settings = toBrokerSettings(await readFile(path.join(root, 'config/broker.config'), 'utf8'), env);
  await ensurePortIsFree(settings);
  await ensureDependencies();
  await ensureBuild();
  const { address, dockerHost } = await ensureEngine();
  await ensureServiceImages(address);

  const dataDir = path.resolve(root, env['DATA_DIR'] || 'data');
  const broker = launch('broker', ['-config', 'config/broker.config'], toBrokerEnvironment(settings, env, dataDir));
  await waitUntilAnswering(settings, broker.ended);
  const agent = launch('agent', ['-config', 'config/agent.config'], toAgentEnvironment(settings, env, dockerHost));
  await logged(agent, 'broker connected');
  console.log(toNextSteps(settings, { dockerHost, dataDir }));
  return runUntilStopped([agent, broker]);
});
