import { runVisibly } from './command.mjs';
import { runMain } from './run-main.mjs';
import { heading } from './terminal.mjs';
import { withTestBed } from './test-bed.mjs';
import { toSummary } from './test-summary.mjs';

const suites = ['check', 'build', 'integration', 'e2e', 'system'];

await runMain(() =>
  withTestBed(async (bed) => {
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
