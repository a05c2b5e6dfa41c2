import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '#configuration';
import type { HostCandidate, Placement } from '#dispatch';
import { DISPATCHERS } from '../config/broker-config.types.js';
import { loadDispatcher } from './load-dispatcher.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../../../docs/dispatchers.md'), 'utf8');
const PLACEMENT: Placement = { serviceId: 'redis', planId: 'redis_100', ports: 1, memoryBytes: 0, organizationId: '' };

describe('loadDispatcher', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'dispatchers-'))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it.each(DISPATCHERS)('knows %s', async (name) => {
    expect((await loadDispatcher(name)).constructor.name).toBe(name);
  });

  it('takes SimpleDispatcher for any other name, as the original did', async () => {
    expect((await loadDispatcher('CleverDispatcher')).constructor.name).toBe('SimpleDispatcher');
  });

  it('loads the example of docs/dispatchers.md', async () => {
    const [, example = ''] = /```js\n(.*?)```/s.exec(PAGE) ?? [];

    const dispatcher = await loadDispatcher(write('packing.mjs', example));

    const hosts = [aCandidate('empty', 10), aCandidate('nearly full', 1), aCandidate('full', 0)];
    expect(dispatcher.choose(hosts, PLACEMENT, Math.random)?.hostId).toBe('nearly full');
    expect(dispatcher.choose([aCandidate('full', 0)], PLACEMENT, Math.random)).toBeUndefined();
  });

  it('refuses a module without one', async () => {
    await expect(loadDispatcher(write('empty.mjs', 'export const size = 1;'))).rejects.toThrow(ConfigurationError);
  });

  it('has a row in docs/dispatchers.md for each name', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+Dispatcher)`/gm)].map(([, name]) => name);

    expect(rows).toEqual(DISPATCHERS);
  });
});

function aCandidate(hostId: string, freePorts: number): HostCandidate {
  return { hostId, perfFactor: 1, freePorts, instances: 0, instancesOfOrganization: 0 };
}
