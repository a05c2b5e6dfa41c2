import { defineConfig } from 'vitest/config';

/** One project a level: the level of a test is in its file name (see docs/adr/0006-test-levels.md). */
const level = (name: string, include: string[], timeoutMs: number): object => ({
  extends: true,
  test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    globals: false,
    setupFiles: ['reflect-metadata'],
    isolate: false,
    mockReset: true,
    restoreMocks: true,
    unstubEnvs: true,
    coverage: {
      provider: 'v8',
      include: ['apps/broker/src/**', 'apps/agent/src/**', 'libs/*/src/**'],
      exclude: ['**/*.module.ts', '**/main.ts', '**/testing/**', '**/*.spec.ts'],
      thresholds: { lines: 90 },
    },
    projects: [
      level(
        'unit',
        ['{apps,libs}/**/!(*.integration).spec.ts', 'test/{architecture,image,support}/**/*.spec.ts'],
        20_000,
      ),
      level(
        'integration',
        ['{apps,libs}/**/*.integration.spec.ts', 'test/{model,canaries}/**/*.integration.spec.ts'],
        240_000,
      ),
      level('e2e', ['test/{e2e,conformance,model,fuzz,canaries}/**/*.e2e-spec.ts'], 60_000),
      level('system', ['test/system/**/*.system-spec.ts'], 240_000),
      level('crash', ['test/crash/**/*.crash-spec.ts'], 1_200_000),
      level('storm', ['test/storm/**/*.storm-spec.ts'], 3_600_000),
    ],
  },
});
