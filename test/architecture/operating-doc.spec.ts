import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesIn, textsIn } from './error-sentences.js';
import { messagesLoggedIn } from './logged-messages.js';
import { ROOT } from './repository-files.js';

const sources = sourcesIn('apps/broker/src');
const guide = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
/** First cells of rows whose second one is a level: | `message`, `message` | warn | … */
const documented = guide
  .split('\n')
  .flatMap((line) => /^\| (.*?) +\| (?:warn|error) +\|/.exec(line)?.[1] ?? [])
  .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message));

describe('docs/operating.md', () => {
  it('finds what the sources log', () => {
    const logged = sources.flatMap((source) => messagesLoggedIn(source, ['warn', 'error']));

    expect(logged).toContain('operation left for later');
    expect(logged).toContain('operations could not be looked up');
    expect(logged.length).toBeGreaterThan(15);
  });

  it('says what to do about every warning and error that the broker logs', () => {
    const logged = sources.flatMap((source) => messagesLoggedIn(source, ['warn', 'error']));

    expect([...new Set(logged)].filter((message) => !documented.includes(message))).toEqual([]);
  });

  it('knows no message that the sources do not have', () => {
    const texts = new Set(sources.flatMap(textsIn));

    expect(documented.filter((message) => !texts.has(message))).toEqual([]);
  });
});
