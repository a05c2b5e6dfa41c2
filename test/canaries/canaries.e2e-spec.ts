import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeCanaries } from './canaries.contract.js';

const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-canaries-'));

afterAll(() => {
  rmSync(dataDir, { recursive: true });
});

describeCanaries('SQLite', {
  parts: () => ({ dataDir }),
  search: () =>
    readdirSync(dataDir)
      .map((name) => readFileSync(join(dataDir, name), 'latin1'))
      .join('\n'),
});
