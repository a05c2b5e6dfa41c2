import { runVisibly } from './command.mjs';
import { ensureComposeCommand } from './compose-command.mjs';
import { ensureComposeImages } from './compose-images.mjs';
import { ensureNetworkCommand } from './network-command.mjs';
import { runMain, SetupError } from './run-main.mjs';
import { heading } from './terminal.mjs';
import { withTestBed } from './test-bed.mjs';
import { toSummary } from './test-summary.mjs';

const suites = ['check', 'build', 'integration', 'e2e', 'system', 'crash', 'storm:ci'];

await runMain(() =>
  withTestBed(async (bed) => {
    await prepare(bed.address);
    const results = [];
    for (const name of suites) {
      heading(`npm run ${name}`);
      const startedAt = Date.now();
      const code = await runVisibly('npm', ['run', '--silent', name], bed);
      results.push({ name, passed: code === 0, seconds: Math.round((Date.now() - startedAt) / 1000) });
    }
    heading('summary');
    console.log(toSummary(results));
    return results.every(({ passed }) => passed) ? 0 : 1;
  }),
);

/**
 * What is missing is said here; of the suites only those that need it fail.
 *
 * @param {import('./engine-api.mjs').EngineAddress} engine
 */
async function prepare(engine) {
  try {
    await ensureNetworkCommand();
    await ensureComposeCommand();
    await ensureComposeImages(engine);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
  }
}
