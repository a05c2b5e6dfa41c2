import { describe, expect, it } from 'vitest';
import { checkStoredAddress, toAdmission } from './admit-address.types.js';
import { HostNotAllowedError } from './agents-registry.errors.js';

type Rules = Parameters<typeof toAdmission>[0];
const auto: Rules = { allowedHostCidrs: [], allowLocal: 'auto' };
const never: Rules = { ...auto, allowLocal: 'never' };
const always: Rules = { ...auto, allowLocal: 'always' };

describe('toAdmission (T8)', () => {
  it.each<[string, string, Rules, boolean]>([
    ['10.0.0.9', 'docker1', auto, true],
    ['127.0.0.1', 'docker1', auto, false],
    ['::ffff:127.0.0.1', 'docker1', auto, false],
    ['169.254.169.254', 'docker1', auto, false],
    ['127.0.0.1', 'localhost', auto, true],
    ['::1', 'localhost', auto, true],
    ['169.254.169.254', 'localhost', auto, false],
    ['127.0.0.1', 'localhost', never, false],
    ['127.0.1.1', 'docker1', always, true],
    ['169.254.169.254', 'docker1', always, false],
    ['127.0.1.1', 'docker1', { ...auto, allowedHostCidrs: ['127.0.1.0/24'] }, true],
  ])('%s of %s with %j: %s', (address, host, rules, isAdmitted) => {
    expect(toAdmission(rules)(address, host)).toBe(isAdmitted);
  });
});

describe('checkStoredAddress (T8)', () => {
  const check = (dockerHost: string, rules: Rules) => (): void => {
    checkStoredAddress(dockerHost, rules);
  };

  it.each<[string, Rules]>([
    ['unix:///var/run/docker.sock', auto],
    ['127.0.0.1', auto],
    ['docker1', never],
  ])('lets %s be used with %j', (dockerHost, rules) => {
    expect(check(dockerHost, rules)).not.toThrow();
  });

  it.each<[string, Rules]>([
    ['unix:///var/run/docker.sock', never],
    ['127.0.0.1', never],
    ['169.254.169.254', always],
  ])('does not let %s be used with %j', (dockerHost, rules) => {
    expect(check(dockerHost, rules)).toThrow(HostNotAllowedError);
  });
});
