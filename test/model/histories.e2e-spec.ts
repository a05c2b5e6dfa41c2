import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeHistories } from './describe-histories.js';

const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-model-'));
afterAll(() => {
  rmSync(dataDir, { recursive: true });
});

/** One broker: SQLite's driver blocks its process while another one writes. */
describeHistories('SQLite', 100, () => ({ env: {}, dataDir, brokers: 1 }));
