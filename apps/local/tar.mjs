import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { exitCode } from './command.mjs';

/**
 * A folder as a tar stream, which fails when tar does.
 *
 * @param {string} folder
 * @param {string[]} [options]
 * @param {string[]} [members] what of the folder
 * @returns {NodeJS.ReadableStream}
 */
export function tarOf(folder, options = [], members = ['.']) {
  const tar = spawn('tar', ['-C', folder, ...options, '-c', ...members], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = new PassThrough();
  tar.stdout.pipe(output, { end: false });
  void exitCode(tar).then((code) => (code === 0 ? output.end() : output.destroy(new Error(`tar failed (${code})`))));
  return output;
}
