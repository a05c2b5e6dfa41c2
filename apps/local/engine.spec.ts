import { describe, expect, it } from 'vitest';
import { adviceFor } from './engine.mjs';

const situation = {
  dockerHost: 'unix:///var/run/docker.sock',
  failure: 'ENOENT',
  mayInstall: false,
  hasEngine: false,
};

describe('adviceFor', () => {
  it('leaves the rest to us when we may install', () => {
    expect(adviceFor({ ...situation, mayInstall: true })).toBeUndefined();
  });

  it('says what to install to who may not', () => {
    expect(adviceFor(situation)).toContain('apt-get install -y docker.io');
  });

  it('says what to start when it is installed', () => {
    const advice = adviceFor({ ...situation, hasEngine: true, failure: 'ECONNREFUSED' });

    expect(advice).toContain('systemctl start docker');
    expect(advice).not.toContain('apt-get');
  });

  it('asks only for the right to use an engine that is there', () => {
    const advice = adviceFor({ ...situation, failure: 'EACCES' });

    expect(advice).toContain('usermod -aG docker');
    expect(advice).not.toContain('systemctl');
  });

  it('installs nothing when another engine was asked for', () => {
    const advice = adviceFor({ ...situation, dockerHost: 'tcp://10.0.0.1:2375', mayInstall: true });

    expect(advice).toContain('unset DOCKER_HOST');
  });
});
