import { ensureBuild } from './build.mjs';
import { runVisibly } from './command.mjs';
import { runMain } from './run-main.mjs';
import { withTestBed } from './test-bed.mjs';

/** Each in a process of its own, in turn: what one does to the machine is over before the next begins. */
const BENCHES = [
  ['test/bench/main.mjs'],
  ['dist/test/bench/size/main.js', 'sqlite', 'postgresql', 'mysql'],
  ['dist/test/bench/cycles/main.js'],
  ['dist/test/bench/pings/main.js'],
  ['dist/test/bench/memory/main.js'],
];

/** `npm run bench`, or `npm run bench size pings` for some of them. */
await runMain(() =>
  withTestBed(async (bed) => {
    await ensureBuild();
    let status = await runVisibly(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/bench'], bed);
    const names = process.argv.slice(2);
    const wanted = BENCHES.filter(([file]) => names.length === 0 || names.some((name) => file?.includes(`/${name}`)));
    for (const bench of wanted) status ||= await runVisibly(process.execPath, bench, bed);
    return status;
  }),
);
