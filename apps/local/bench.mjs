import { ensureBuild } from './build.mjs';
import { runVisibly } from './command.mjs';
import { runMain } from './run-main.mjs';
import { withTestBed } from './test-bed.mjs';

await runMain(() =>
  withTestBed(async (bed) => {
    await ensureBuild();
    return runVisibly(process.execPath, ['test/bench/main.mjs', ...process.argv.slice(2)], bed);
  }),
);
