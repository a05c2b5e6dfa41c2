import { describe, expect, it } from 'vitest';
import { findMasks, maskSecrets, restoreSecrets } from './secret-values.js';

const STORED = {
  name: 'redis',
  plan: '100',
  memory: '512m',
  environment: { TOKEN: 'environment-secret' },
  credentials: { user: 'u', password: 'stored-secret', nested: { key: 7 }, hosts: ['a', 'b'], nothing: null },
  dashboardurl: { dashboard_url: 'https://u:dashboard-secret@$HOST' },
  dashboardClient: { id: 'client', secret: 'client-secret', redirect_uri: 'https://example.org' },
  volumeMounts: [{ driver: 'd', device: { volume_id: 'v', mount_config: { key: 'mount-secret' } } }],
};
const MASKED = {
  name: 'redis',
  plan: '100',
  memory: '512m',
  environment: { TOKEN: '***' },
  credentials: { user: '***', password: '***', nested: { key: '***' }, hosts: ['***', '***'], nothing: null },
  dashboardurl: { dashboard_url: '***' },
  dashboardClient: { id: 'client', secret: '***', redirect_uri: 'https://example.org' },
  volumeMounts: [{ driver: 'd', device: { volume_id: 'v', mount_config: { key: '***' } } }],
};

describe('secret values', () => {
  it('are masked, their keys and all else are not', () => {
    expect(maskSecrets(STORED)).toEqual(MASKED);
  });

  it('come back for what was shown', () => {
    expect(restoreSecrets(MASKED, STORED)).toEqual({ definition: STORED, faults: [] });
  });

  it('come back beside new ones', () => {
    const given = { ...MASKED, credentials: { user: 'new', password: '***' } };

    expect(restoreSecrets(given, STORED).definition).toMatchObject({
      credentials: { user: 'new', password: 'stored-secret' },
    });
  });

  it.each<[string, object, object | undefined, string]>([
    ['a plan that is not stored', { credentials: { password: '***' } }, undefined, 'credentials.password'],
    ['a key that is not stored', { credentials: { other: '***' } }, STORED, 'credentials.other'],
    ['an object that is stored', { credentials: { nested: '***' } }, STORED, 'credentials.nested'],
    ['a longer list', { credentials: { hosts: ['new', '***', '***'] } }, STORED, 'credentials.hosts'],
    ['a list of which some is new', { credentials: { hosts: ['***', 'new'] } }, STORED, 'credentials.hosts'],
    ['a key that all objects inherit', { credentials: { toString: '***' } }, STORED, 'credentials.toString'],
  ])('do not come back for %s', (_, given, stored, path) => {
    const { faults } = restoreSecrets({ ...given }, stored && { ...stored });

    expect(faults.map((fault) => fault.path)).toEqual([path]);
  });

  it('are found where they are only masks', () => {
    expect(findMasks(MASKED).map(({ path }) => path)).toContain('environment.TOKEN');
    expect(findMasks(STORED)).toEqual([]);
    expect(findMasks({ description: '***', memory: '***' })).toEqual([]);
  });
});
