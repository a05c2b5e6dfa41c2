/**
 * Runs inside of the broker that is measured (`--import`): whoever connects to the socket of BENCH_PROBE has all garbage
 * collected, and is told what is left. Not in production.
 */
import { unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const GIVEN_BACK_AFTER_MS = 1_000;

setFlagsFromString('--expose-gc');
const collect = /** @type {() => void} */ (runInNewContext('gc'));
const path = process.env['BENCH_PROBE'] ?? '';

const server = createServer((socket) => {
  collect();
  // Pages that are free now are given back in the background.
  setTimeout(() => socket.end(JSON.stringify(process.memoryUsage())), GIVEN_BACK_AFTER_MS);
});
server.listen(path).unref();
process.on('exit', () => unlinkSync(path));
