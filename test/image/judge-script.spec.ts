import { describe, expect, it } from 'vitest';
import { judgeCredentials, judgeEnding, judgeScript, type ScriptEnd } from './judge-script.js';

const ENDED = { stdout: '', stderr: '', truncated: false, exitCode: 0 };
const CREDENTIALS = { uri: 'redis://x', hostname: 'h', port: '1', name: '0', username: 'u', password: 'p' };

describe('judgeScript', () => {
  it.each<[string, ScriptEnd, string]>([
    ['nothing printed', ENDED, 'passed'],
    ['an object', { ...ENDED, stdout: '{"a": 1}\n' }, 'passed'],
    ['a text', { ...ENDED, stdout: 'done' }, 'failed'],
    ['a list', { ...ENDED, stdout: '[]' }, 'failed'],
    ['two objects', { ...ENDED, stdout: '{}{}' }, 'failed'],
    ['more than 64 KiB', { ...ENDED, stdout: '{"a', truncated: true }, 'failed'],
    ['a failure', { ...ENDED, exitCode: 1 }, 'failed'],
    ['a script that is not there', { ...ENDED, exitCode: 127 }, 'failed'],
    ['a script that hangs', undefined, 'failed'],
  ])('%s is judged', (_what, end, mark) => {
    const verdict = judgeScript('/provision', end);

    expect(verdict.mark).toBe(mark);
    expect(verdict.hint === undefined).toBe(mark === 'passed');
  });

  it('repeats the last words of a script that failed', () => {
    const end = { ...ENDED, exitCode: 1, stderr: 'a\nb\nc\nno such database\n' };

    expect(judgeScript('/bind', end).says).toBe('/bind failed (exit code 1): b / c / no such database');
  });
});

describe('judgeEnding', () => {
  it.each<[string, ScriptEnd, string]>([
    ['ignored', ENDED, 'passed'],
    ['refused', { ...ENDED, exitCode: 64, stdout: 'half a' }, 'passed'],
    ['taken for success with a broken answer', { ...ENDED, stdout: 'half a' }, 'failed'],
    ['made to hang', undefined, 'failed'],
  ])('garbage is %s', (_what, end, mark) => {
    expect(judgeEnding('/bind', end).mark).toBe(mark);
  });
});

describe('judgeCredentials', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['all names', CREDENTIALS, 'passed'],
    ['nothing', {}, 'failed'],
    ['no uri', { ...CREDENTIALS, uri: undefined }, 'failed'],
    ['a port that is not exposed', { ...CREDENTIALS, port: '$PORT_1' }, 'failed'],
  ])('%s', (_what, credentials, mark) => {
    expect(judgeCredentials(credentials).mark).toBe(mark);
  });
});
