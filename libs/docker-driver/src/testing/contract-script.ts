import { setTimeout as sleep } from 'node:timers/promises';

import { execOutcome } from './in-memory-execs.js';
import type { ExecScript } from './in-memory-execs.js';

/** The few programs that the contract runs. */
export const contractScript: ExecScript = async ({ command, environment, stdin }) => {
  const line = command.join(' ');
  if (line === 'cat') return execOutcome({ stdout: stdin });
  if (line === 'sh -c exit 3') return execOutcome({ exitCode: 3 });
  if (line.startsWith('sh -c cat;')) return execOutcome({ stdout: stdin, stderr: 'complaint\n', exitCode: 3 });
  if (line.startsWith('sh -c head')) return execOutcome({ stdout: 'x'.repeat(300_000) });
  if (line === 'printenv GREETING') return execOutcome({ stdout: `${environment['GREETING'] ?? ''}\n` });
  if (command[0] === 'sleep') await sleep(1000 * Number(command[1]), undefined, { ref: false });
  return execOutcome({ exitCode: command[0] === 'sleep' ? 0 : 127 });
};
