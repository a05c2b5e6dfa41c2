/**
 * Loaded into a broker before its own code (`node --import`). Every commit and every call of Docker is a point, before
 * (`+`) and after (`-`) its effect: `commit:open provision+`. With `CRASH_AT=<point>#<nth>` the process kills itself
 * there, as `kill -9` does; with `CRASH_TRACE=<file>` it writes down each point that it passes.
 */
import { channel } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

const { CRASH_AT: crashAt, CRASH_TRACE: traceFile } = process.env;
/** @type {Map<string, number>} */
const passed = new Map();

/** @param {string} point */
function pass(point) {
  const nth = (passed.get(point) ?? 0) + 1;
  passed.set(point, nth);
  if (traceFile !== undefined) appendFileSync(traceFile, `${point}#${nth}\n`);
  if (crashAt === `${point}#${nth}`) process.kill(process.pid, 'SIGKILL');
}

for (const area of ['commit', 'docker'])
  for (const [event, side] of [
    ['start', '+'],
    ['asyncStart', '-'],
  ])
    channel(`tracing:docker-broker:${area}:${event}`).subscribe((message) => {
      const { name } = /** @type {{ name: string }} */ (message);
      pass(`${area}:${name}${side}`);
    });
