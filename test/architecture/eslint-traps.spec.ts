import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Our own rules, which look at the text alone; types would cost seconds. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
    .map(({ message }) => message);
}

describe('eslint.config.mjs', () => {
  it.each([
    ["import type { ProvisionRequestDto } from './provision-request.dto.js';", 1],
    ["import { type ProvisionRequestDto } from './provision-request.dto.js';", 1],
    ["import { ProvisionRequestDto } from './provision-request.dto.js';", 0],
    ["import type { Catalog } from './catalog.port.js';", 0],
  ])('keeps DTOs in controllers from losing their class: %s', async (code, count) => {
    const found = await complaints('apps/broker/src/instances/trap.controller.ts', code);

    expect(found).toEqual(Array.from({ length: count }, () => expect.stringContaining('validation') as string));
  });

  it.each([
    ['await manager.query(`SELECT * FROM t WHERE id = ${id}`);', 1],
    ["await manager.query('SELECT * FROM t WHERE id = ' + id);", 1],
    ["await manager.query('SELECT * FROM t WHERE id = ?', [id]);", 0],
    ["await manager.query('SELECT * FROM t WHERE id = ?', [`${id}`]);", 0],
  ])('keeps values out of the text of SQL: %s (T10)', async (code, count) => {
    const found = await complaints('libs/persistence/src/trap.ts', code);

    expect(found).toEqual(Array.from({ length: count }, () => expect.stringContaining('SQL') as string));
  });

  it.each(['export default class Trap {}', 'export enum Trap { A }'])('refuses %s', async (code) => {
    expect(await complaints('apps/broker/src/trap.ts', code)).toHaveLength(1);
  });
});
