import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OPTIONS = await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.cjs'));
const RULES = OPTIONS.ruleSet?.forbidden?.map(({ name = 'a rule without a name' }) => name) ?? [];

/** The files of a small house, by path. */
type House = Readonly<Record<string, string>>;

const HARMLESS = 'export const harmless = 1;';
const BROKER = 'apps/broker/src';

/** One house for each rule, in which the rule forbids every import. */
const BREACHES: Readonly<Record<string, House>> = {
  'libs-not-to-apps': {
    'libs/persistence/src/a.ts': "import '../../../apps/broker/src/b.js';",
    [`${BROKER}/b.ts`]: HARMLESS,
  },
  'libs-not-to-each-other': {
    'libs/persistence/src/a.ts': "import type { DockerDriver } from '#docker-driver';",
    'libs/docker-driver/src/index.ts': HARMLESS,
  },
  'apps-not-to-each-other': {
    'apps/agent/src/a.ts': "import '../../broker/src/b.js';",
    [`${BROKER}/b.ts`]: HARMLESS,
  },
  'orm-only-in-persistence': {
    [`${BROKER}/catalog/typeorm.ts`]: "import 'typeorm';",
    [`${BROKER}/catalog/sqlite.ts`]: "import 'better-sqlite3';",
    [`${BROKER}/catalog/postgres.ts`]: "import type { Pool } from 'pg';",
    'libs/docker-driver/src/mysql.ts': "import 'mysql2';",
  },
  'dockerode-only-in-docker-driver': {
    [`${BROKER}/operations/dockerode.ts`]: "import type Docker from 'dockerode';",
    'apps/agent/src/modem.ts': "import 'docker-modem';",
  },
  'modules-by-their-public-files': {
    [`${BROKER}/instances/a.ts`]: "import '../catalog/stored-catalog.js';",
    [`${BROKER}/osb/b.ts`]: "import '../catalog/stored-catalog.js';",
    [`${BROKER}/catalog/stored-catalog.ts`]: HARMLESS,
  },
  'dispatch-is-pure': { 'libs/dispatch/src/a.ts': "import 'node:fs';" },
  'no-local-processes': {
    [`${BROKER}/operations/a.ts`]: "import 'node:child_process';",
    'libs/docker-driver/src/b.ts': "import 'child_process';",
  },
  'local-needs-nothing': { 'apps/local/start.mjs': "import 'fastify';" },
  'production-without-testing': {
    [`${BROKER}/docker.module.ts`]: "import '#docker-driver/testing';",
    'libs/docker-driver/src/testing/index.ts': HARMLESS,
  },
  'no-cycles': {
    // Reported once, hence one import.
    [`${BROKER}/catalog/a.ts`]: "import type { b } from './b.js';",
    [`${BROKER}/catalog/b.ts`]: "export * from './a.js';",
  },
  'no-unresolvable': { [`${BROKER}/a.ts`]: "import '#nowhere';" },
};

/** Houses that keep every rule. */
const HONEST: Readonly<Record<string, House>> = {
  'an app that uses libs by their names': {
    [`${BROKER}/catalog/a.ts`]: "import '#persistence';",
    'libs/persistence/src/index.ts': "import 'typeorm';",
  },
  'a module that uses the public files of another': {
    [`${BROKER}/instances/a.ts`]: "import '../catalog/catalog.port.js'; import '../catalog/plan.types.js';",
    [`${BROKER}/catalog/catalog.port.ts`]: HARMLESS,
    [`${BROKER}/catalog/plan.types.ts`]: HARMLESS,
  },
  'a module that uses what all endpoints share': {
    [`${BROKER}/instances/a.ts`]: "import '../osb/fingerprint.js';",
    [`${BROKER}/osb/fingerprint.ts`]: HARMLESS,
  },
  'the composition root, which knows everything': {
    [`${BROKER}/create-broker.ts`]: "import './osb/parse-body.js'; import './catalog/seed-catalog.js';",
    [`${BROKER}/osb/parse-body.ts`]: HARMLESS,
    [`${BROKER}/catalog/seed-catalog.ts`]: HARMLESS,
  },
  'a spec that uses a fake': {
    'libs/docker-driver/src/a.spec.ts': "import './testing/fake.js';",
    'libs/docker-driver/src/testing/fake.ts': HARMLESS,
  },
};

describe('.dependency-cruiser.cjs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-broker-rules-'));
  let broken: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, house] of Object.entries({ ...BREACHES, ...HONEST })) build(join(folder, name), house);
    const { output } = await cruise(['.'], { ...OPTIONS, baseDir: folder });
    broken = rulesByHouse(output as ICruiseResult);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('has a house here for each of its rules', () => {
    expect(Object.keys(BREACHES).sort()).toEqual([...RULES].sort());
  });

  it.each(RULES)('reports a breach of %s, and of nothing else', (rule) => {
    const imports = Object.values(BREACHES[rule] ?? {}).filter((text) => text.startsWith('import '));

    expect(broken.get(rule)).toEqual(imports.map(() => rule));
  });

  it('lets neither app start a process of its own (T9)', () => {
    expect(broken.get('no-local-processes')).toContain('no-local-processes');
  });

  it.each(Object.keys(HONEST))('lets through %s', (name) => {
    expect(broken.get(name)).toBeUndefined();
  });
});

/** With our own package.json: it says what `#persistence` and the other names stand for. */
function build(folder: string, house: House): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), readFileSync(join(ROOT, 'package.json')));
  for (const [file, text] of Object.entries(house)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** The name of a rule as often as the house breaks it. */
function rulesByHouse({ summary }: ICruiseResult): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) {
    const house = from.split('/')[0] ?? '';
    rules.set(house, [...(rules.get(house) ?? []), rule.name]);
  }
  return rules;
}
