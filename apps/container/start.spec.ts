import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SAY_ARGUMENTS = 'console.log(JSON.stringify([import.meta.filename, ...process.argv.slice(2)]));';

/** Laid out as in the image; what was built only says what it was started with. */
describe('the image', () => {
  let app: string;
  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'docker-broker-start-'));
    copyFileSync(join(import.meta.dirname, 'start.mjs'), join(app, 'start.mjs'));
    for (const name of ['broker/src/main', 'broker/src/keys-main', 'agent/src/main']) {
      const file = join(app, `dist/apps/${name}.js`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, SAY_ARGUMENTS);
    }
  });
  afterAll(() => {
    rmSync(app, { recursive: true });
  });

  const run = (words: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ['start.mjs', ...words], { cwd: app, encoding: 'utf8' });

  it.each([
    [['broker', '-port', '1'], 'broker/src/main.js', ['-port', '1']],
    [['agent'], 'agent/src/main.js', []],
    [['keys', 'status'], 'broker/src/keys-main.js', ['status']],
    [['keys', 'rotate', '--kek', '-config', 'f'], 'broker/src/keys-main.js', ['rotate', '--kek', '-config', 'f']],
  ])('that is told %j starts %s', (words, program, flags) => {
    const [file, ...got] = JSON.parse(run(words).stdout) as [string, ...string[]];

    expect(file.endsWith(`/dist/apps/${program}`)).toBe(true);
    expect(got).toEqual(flags);
  });

  it.each([[[]], [['key']], [['status']]])('that is told %j says what it can be told', (words) => {
    expect(run(words)).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('IMAGE keys status|rotate') as string,
    });
  });
});
