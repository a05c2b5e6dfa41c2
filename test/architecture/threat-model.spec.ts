import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Named } from './named-tests.js';
import { ROOT } from './repository-files.js';
import { findThreatTexts, readThreatModel, threatsIn } from './threat-model.js';

const ALL = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T6b', ...Array.from({ length: 27 }, (_, index) => `T${index + 7}`)];
const model = readThreatModel();
const texts = findThreatTexts();

describe('threats in titles', () => {
  it.each([
    ['goes on (T7)', ['T7']],
    ['goes on (ERR-09, T12, T13 and T6b, row 3)', ['T12', 'T13', 'T6b']],
    ['a table (T14) that goes on (T1)', ['T14', 'T1']],
    ['T7 without brackets', []],
    ['tells (UTC, GT7, T7x)', []],
  ])('are read: %s', (title, threats) => {
    expect(threatsIn(title)).toEqual(threats);
  });
});

describe('docs/threat-model.md', () => {
  it('has each threat once, in order', () => {
    expect(model.map(({ threat }) => threat)).toEqual(ALL);
  });

  it('says what stands against each, and where that is', () => {
    const missing = model.flatMap(({ code }) => code.filter((file) => !existsSync(join(ROOT, file))));

    expect(missing).toEqual([]);
    expect(model.filter(({ control, code }) => control === '' || code.length === 0)).toEqual([]);
  });

  it('names a test for each threat', () => {
    const bare = model.filter(({ tests }) => tests.length === 0).map(({ threat }) => threat);

    expect(bare).toEqual([]);
  });

  it('names tests that exist and name the threat', () => {
    const isThere = (threat: string, { file, title }: Named): boolean =>
      texts.some((text) => text.file === file && text.title === title && text.threats.includes(threat));
    const wrong = model.flatMap(({ threat, tests }) => tests.filter((test) => !isThere(threat, test)));

    expect(wrong).toEqual([]);
  });

  it('has every threat that a test names', () => {
    const unknown = texts.filter(({ threats }) => threats.some((threat) => !ALL.includes(threat)));

    expect(unknown).toEqual([]);
  });
});
