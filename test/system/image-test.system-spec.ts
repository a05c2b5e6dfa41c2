import { describe, expect, it } from 'vitest';
import type { Checklist } from '../image/checklist.js';
import { tryImage } from '../image/try-image.js';
import { askEngine } from '../support/engine.js';

const QUIET = { tell: (): void => undefined, signal: new AbortController().signal };

const BROKEN = [
  'has a health check',
  'runs as a user of its own',
  'is provisioned again',
  'names the credentials as clients do',
  'gives a second binding a login of its own',
  'stops within 10 seconds',
  'bears a kill in the middle of /provision',
  'keeps passwords to itself',
  'takes a login away at once',
  'bears a kill in the middle of /unbind',
  'is given back, and given back again',
  'bears a kill in the middle of /deprovision',
];

function failuresOf({ findings }: Checklist): readonly string[] {
  return findings.filter(({ mark }) => mark === 'failed').map(({ check }) => check);
}

/** What a trial has made and not removed. */
async function findLeftovers(): Promise<unknown> {
  const filter = encodeURIComponent(JSON.stringify({ name: ['image-test-'] }));
  const containers = await askEngine('GET', `/containers/json?all=1&filters=${filter}`);
  const volumes = await askEngine('GET', `/volumes?filters=${filter}`);
  const networks = await askEngine('GET', `/networks?filters=${filter}`);
  return [containers.body, (volumes.body as { Volumes: unknown }).Volumes, networks.body];
}

describe('npm run image:test', () => {
  it('finds nothing wrong with an image that we ship, and leaves nothing behind', async () => {
    const checklist = await tryImage('docker-broker/redis:latest', QUIET);

    expect(failuresOf(checklist)).toEqual([]);
    expect(checklist.findings.filter(({ mark }) => mark === 'passed').length).toBeGreaterThan(30);
    expect(await findLeftovers()).toEqual([[], [], []]);
  });

  it('finds everything that is wrong with a broken one, with a hint for each', async () => {
    const checklist = await tryImage('docker-broker-test/broken:latest', QUIET);

    expect(failuresOf(checklist)).toEqual(BROKEN);
    expect(checklist.findings.filter(({ mark, hint }) => mark === 'failed' && hint === undefined)).toEqual([]);
    expect(await findLeftovers()).toEqual([[], [], []]);
  });

  it('leaves nothing behind when it is broken off in the middle', async () => {
    const interrupt = new AbortController();
    const stopAtProvision = (line: string): void => {
      if (line.includes('is provisioned')) interrupt.abort();
    };
    const attempt = tryImage('docker-broker/redis:latest', { tell: stopAtProvision, signal: interrupt.signal });

    await expect(attempt).rejects.toThrow('The trial was broken off.');
    expect(await findLeftovers()).toEqual([[], [], []]);
  });

  it('says that there is no such image', async () => {
    const attempt = tryImage('docker-broker-test/nobody:latest', QUIET);

    await expect(attempt).rejects.toThrow('The engine has no image docker-broker-test/nobody:latest.');
  });
});
