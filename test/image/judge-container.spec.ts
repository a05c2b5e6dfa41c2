import { describe, expect, it } from 'vitest';
import { judgeRevoked, judgeSecrets, judgeStop, judgeUsers } from './judge-container.js';

const CLEAN = { environment: ['PATH=/bin'], log: 'ready', processes: ['redis-server *:6379'] };

describe('judgeSecrets', () => {
  it.each([
    ['nowhere', CLEAN, 'passed'],
    ['in the environment', { ...CLEAN, environment: ['PASSWORD=secret1'] }, 'failed'],
    ['in the log', { ...CLEAN, log: "CREATE USER u IDENTIFIED BY 'secret1'" }, 'failed'],
    ['in the list of processes', { ...CLEAN, processes: ['server --password secret1'] }, 'failed'],
  ])('a password is %s', (where, traces, mark) => {
    const verdict = judgeSecrets(['', 'secret1'], traces);

    expect(verdict.mark).toBe(mark);
    expect(verdict.says).toBe(mark === 'passed' ? '' : `a password is ${where}`);
  });
});

describe('judgeUsers', () => {
  it.each([
    ['its own user', [{ user: '999', command: 'redis-server' }], 'passed'],
    [
      'a reaper of root',
      [
        { user: 'root', command: 'tini -- /start' },
        { user: '999', command: 'x' },
      ],
      'passed',
    ],
    ['root', [{ user: 'root', command: 'httpd -f' }], 'failed'],
    ['nobody', [], 'failed'],
  ])('what runs as %s', (_who, programs, mark) => {
    expect(judgeUsers(programs).mark).toBe(mark);
  });
});

describe('judgeStop', () => {
  it.each([
    ['ended by itself', 0, 0.3, 'passed'],
    ['ended by the signal', 143, 0.3, 'passed'],
    ['wants to be killed', 137, 0.1, 'passed'],
    ['had to be killed', 137, 10.2, 'failed'],
  ])('what %s', (_how, exitCode, seconds, mark) => {
    expect(judgeStop(exitCode, seconds).mark).toBe(mark);
  });
});

describe('judgeRevoked', () => {
  it.each([
    [false, false, 'passed'],
    [true, false, 'failed'],
    [false, true, 'failed'],
  ])('let in: %s, still open: %s', (isLetIn, isOpen, mark) => {
    expect(judgeRevoked(isLetIn, isOpen).mark).toBe(mark);
  });
});
