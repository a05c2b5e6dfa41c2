import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ajv from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '#configuration';
import { DOCUMENT_SCHEMA, SCHEMA_FILE } from '../../apps/broker/src/catalog/document/definition-schema.js';
import { ServiceDefinition } from '../../apps/broker/src/catalog/service-definition.types.js';
import { ROOT } from './repository-files.js';

const FILE = join(ROOT, SCHEMA_FILE);

interface Published {
  readonly $defs: { readonly serviceDefinition: { readonly properties: Readonly<Record<string, Described>> } };
}
interface Described {
  readonly title?: string;
  readonly description?: string;
}

describe('the published schema of services', () => {
  const published = (): Published => JSON.parse(readFileSync(FILE, 'utf8')) as Published;

  it('is what the broker checks by (UPDATE_DOCS=1 writes it)', async () => {
    const options = await resolveConfig(FILE);
    const text = await format(JSON.stringify(DOCUMENT_SCHEMA), { ...options, parser: 'json' });
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, text);

    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  it('has every property of a definition, with words for editors', () => {
    const { properties } = published().$defs.serviceDefinition;

    expect(Object.keys(properties)).toEqual(settingsOf(ServiceDefinition).map(({ name }) => name));
    expect(Object.values(properties).filter(({ title, description }) => !title || !description)).toEqual([]);
  });

  it('is a schema of draft 2020-12 in which every keyword is known', () => {
    const compiler = new ajv.default({ strictSchema: true, strictTypes: false, strictRequired: false });

    expect(() => compiler.compile(published())).not.toThrow();
  });
});
