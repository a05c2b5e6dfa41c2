import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, describeConfig, UsageError } from '#configuration';
import { readReference } from '#configuration/testing';
import { BrokerConfig } from './broker-config.types.js';
import { BROKER_ENVIRONMENT, loadBrokerConfig } from './load-broker-config.js';
import { databaseFile, encryptionKeyFile } from './resolve-paths.js';

/** The original's sample file, in its letter cases. */
const ORIGINAL = {
  dispatcher: 'SimpleDispatcher',
  listenIP: '0.0.0.0',
  port: 9998,
  persister: { driver: 'sqlite3', host: '', port: '', user: 'root', password: '', database: 'broker.db' },
  services: {
    user: 'admin',
    password: 'admin',
    catalog: 'My Docker Catalog',
    images: [
      {
        name: 'mysqlstatic',
        plan: '100',
        dashboardurl: { dashboard_url: 'mysql://user1:pwd1@$HOST:$PORT_3306/mysqlDB' },
        credentials: { database: 'mysqlDB', host: '$HOST', port: '$PORT_3306', user: 'user1', password: 'pwd1' },
        numinstances: 1,
      },
      { name: 'mysql', plan: '100', numinstances: 1 },
    ],
  },
};

describe('loadBrokerConfig', () => {
  let folder: string;
  const load = (file: object, env: Record<string, string> = {}): ReturnType<typeof loadBrokerConfig> => {
    const path = join(folder, 'broker.config');
    writeFileSync(path, JSON.stringify(file));
    return loadBrokerConfig({ argv: ['-config', path], env });
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'broker-config-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('starts without a file, on loopback', () => {
    const { config, warnings } = loadBrokerConfig({ argv: [], env: {} });

    expect(config).toMatchObject({ listenIP: '127.0.0.1', port: 9998, persister: { driver: 'sqlite' } });
    expect(warnings).toEqual([]);
  });

  it("takes the original's sample file with its one word in the environment", () => {
    const { config, warnings } = load(ORIGINAL, { ALLOW_DEFAULT_PASSWORD: '1' });

    expect(warnings).toEqual([expect.stringContaining('plain HTTP on 0.0.0.0')]);
    expect(config).toMatchObject({ listenIP: '0.0.0.0', persister: { driver: 'sqlite', database: 'broker.db' } });
    expect(config.services.images).toMatchObject([
      { name: 'mysqlstatic', dashboardUrl: ORIGINAL.services.images[0]?.dashboardurl, numInstances: 1 },
      { name: 'mysql', plan: '100', dashboardUrl: null, credentials: null, containerName: '' },
    ]);
  });

  it("refuses the original's sample file without it, and names the way out", () => {
    expect(() => load(ORIGINAL)).toThrow(ConfigurationError);
    expect(() => load(ORIGINAL)).toThrow('ALLOW_DEFAULT_PASSWORD=1');
  });

  it('lets Cloud Foundry say where to listen', () => {
    const env = { BROKER_PORT: '1', PORT: '2', VCAP_APP_PORT: '3', VCAP_APP_HOST: '127.0.0.2', DATA_DIR: '/srv/data' };

    expect(load({ port: 4 }, env).config).toMatchObject({ port: 3, listenIP: '127.0.0.2', dataDir: '/srv/data' });
    expect(load({ port: 4 }, { BROKER_PORT: '1', PORT: '2' }).config.port).toBe(2);
  });

  it.each([
    ['MySQL', 'mysql'],
    ['MariaDB', 'mariadb'],
    ['CockroachDB', 'cockroachdb'],
    ['aurora-mysql', 'aurora-mysql'],
    ['Better-SQLite3', 'sqlite'],
    ['sqljs', 'sqljs'],
    ['SQLITE3', 'sqlite'],
    ['sqlite', 'sqlite'],
    ['Postgres', 'postgres'],
    ['postgresql', 'postgres'],
  ])('takes the driver %s for %s', (driver, normal) => {
    expect(load({ persister: { driver } }).config.persister.driver).toBe(normal);
  });

  it.each([['oracle'], ['mssql'], ['mongodb'], ['__proto__'], ['constructor'], ['']])(
    'refuses the driver %j',
    (driver) => {
      expect(() => load({ persister: { driver } })).toThrow('persister.driver: allowed is sqlite, sqljs, postgres,');
    },
  );

  it('warns of a dispatcher that it does not know', () => {
    expect(load({ dispatcher: 'CleverDispatcher' }).warnings).toEqual([
      'dispatcher "CleverDispatcher" is not known; SimpleDispatcher is used',
    ]);
    expect(load({ dispatcher: './mine.js' }).warnings).toEqual([]);
    expect(load({ dispatcher: 'SimpleDispatcher' }).warnings).toEqual([]);
  });

  it('keeps every secret out of what it says', () => {
    const file = { port: 'hunter2', services: { password: ['hunter2'] }, access: { admin: { password: 'hunter2' } } };
    const read = (): unknown => load(file, { BROKER_PERSISTER_OPTIONS: 'hunter2' });

    expect(read).toThrow('access.admin.user: is missing');
    expect(read).not.toThrow('hunter2');
  });

  it('says which file cannot be read', () => {
    expect(() => loadBrokerConfig({ argv: ['-config', '/no/such'], env: {} })).toThrow(
      '/no/such cannot be used:\n  the file cannot be read (ENOENT)',
    );
  });

  it('refuses flags that it does not know', () => {
    expect(() => loadBrokerConfig({ argv: ['-port', '1'], env: {} })).toThrow(UsageError);
  });

  it('finds its files', () => {
    const { config } = load({ dataDir: 'd', persister: { database: '/var/b.db' } });

    expect(encryptionKeyFile(config)).toBe(resolve('d/secret.key'));
    expect(databaseFile(config)).toBe('/var/b.db');
    expect(databaseFile(load({ dataDir: 'd' }).config)).toBe(resolve('d/broker.sqlite'));
    expect(databaseFile(load({ persister: { database: ':memory:' } }).config)).toBe(':memory:');
  });

  describe('docs/configuration.md', () => {
    const markdown = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');
    const byPath = (one: { path: string }, other: { path: string }): number => one.path.localeCompare(other.path);

    it('gives an example that works', () => {
      const [, example = ''] = /with PostgreSQL.*?```json\n(.*?)```/s.exec(markdown) ?? [];
      const passwords = {
        BROKER_PERSISTER_PASSWORD: 'one',
        BROKER_SERVICES_PASSWORD: 'two',
        BROKER_ACCESS_AGENT_PASSWORD: 'three',
      };

      expect(load(JSON.parse(example) as object, passwords)).toMatchObject({
        config: { persister: { driver: 'postgres', password: 'one' }, access: { agent: { password: 'three' } } },
        warnings: [],
      });
    });

    it('gives a whole catalog that works (CAT-36)', () => {
      const [, example = ''] = /A service with all of it.*?```json\n(.*?)```/s.exec(markdown) ?? [];

      expect(load(JSON.parse(example) as object)).toMatchObject({
        config: { services: { images: [{ plan: 'small', maintenance: { version: '7.0.0' } }, { plan: 'large' }] } },
        warnings: [],
      });
    });

    it('documents every property of the broker, and no other', () => {
      const documented = readReference(markdown, 'broker.config').sort(byPath);

      expect(documented).toEqual(describeConfig(BrokerConfig, BROKER_ENVIRONMENT).sort(byPath));
    });
  });
});
