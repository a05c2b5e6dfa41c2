import { describe, expect, it } from 'vitest';
import { judgeEngine } from './judge-engine.js';

const SECCOMP = 'name=seccomp,profile=default';
const SAFE = { apiVersion: '1.41', securityOptions: [SECCOMP, 'name=userns'], isLiveRestoreOn: true };

describe('judgeEngine', () => {
  it.each([
    ['the oldest that will do', {}],
    ['a newer one', { apiVersion: '1.52' }],
    ['one that runs rootless', { securityOptions: ['name=rootless', SECCOMP] }],
    [
      'one with a profile of its own',
      { securityOptions: ['name=seccomp,profile=/etc/docker/own.json', 'name=userns'] },
    ],
    ['one with the profile of later engines', { securityOptions: ['name=seccomp,profile=builtin', 'name=userns'] }],
  ])('has nothing against %s', (_, changes) => {
    expect(judgeEngine({ ...SAFE, ...changes })).toEqual({ fault: '', advice: [] });
  });

  it.each([
    ['an older API', { apiVersion: '1.40' }, 'upgrade Docker to 20.10'],
    ['an API of one digit', { apiVersion: '1.9' }, 'upgrade Docker to 20.10'],
    ['an API that is no version', { apiVersion: 'new' }, 'upgrade Docker to 20.10'],
    ['no seccomp', { securityOptions: ['name=apparmor', 'name=userns'] }, 'without seccomp'],
    ['nothing at all', { securityOptions: [] }, 'without seccomp'],
    ['seccomp turned off', { securityOptions: ['name=seccomp,profile=unconfined'] }, 'without seccomp'],
  ])('refuses %s, and says what to do', (_, changes, told) => {
    const { fault } = judgeEngine({ ...SAFE, ...changes });

    expect(fault).toContain(told);
    expect(fault.length).toBeLessThanOrEqual(255);
  });

  it.each([
    ['root of containers is root of the host', { securityOptions: [SECCOMP] }, 'userns-remap'],
    ['containers go down with their engine', { isLiveRestoreOn: false }, 'live-restore'],
  ])('advises alone where %s', (_, changes, told) => {
    expect(judgeEngine({ ...SAFE, ...changes })).toEqual({ fault: '', advice: [expect.stringContaining(told)] });
  });
});
