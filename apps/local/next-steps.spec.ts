import { describe, expect, it } from 'vitest';
import { toNextSteps } from './next-steps.mjs';

const settings = { listenHost: '127.0.0.1', host: '127.0.0.1', port: 8080, user: 'admin', password: 'admin' };
const where = { dockerHost: 'unix:///var/run/docker.sock', dataDir: '/srv/data' };

describe('toNextSteps', () => {
  it('names the address, the engine and the data', () => {
    const text = toNextSteps(settings, where);

    expect(text).toContain('cf create-service-broker docker-broker admin admin http://127.0.0.1:8080');
    expect(text).toContain('curl -u admin:admin');
    expect(text).toContain('unix:///var/run/docker.sock');
    expect(text).toContain('/srv/data');
  });

  it('does not show a password of the user’s own', () => {
    const text = toNextSteps({ ...settings, user: 'cf', password: 'secret' }, where);

    expect(text).not.toContain('secret');
    expect(text).toContain('curl -u cf -H');
  });
});
