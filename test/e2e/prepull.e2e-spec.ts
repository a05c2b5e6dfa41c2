import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrepullImagesJob } from '../../apps/broker/src/prepull/prepull-images.job.js';
import { pollUntil } from '../support/poll-until.js';
import { ENDPOINT, World } from '../support/world.js';

const OTHER = { kind: 'unix', socketPath: '/run/other.sock' } as const;
const HOST_ID = 'unix:///run/docker.sock';
const OTHER_ID = 'unix:///run/other.sock';
const IMAGES = [
  { name: 'ahead', plan: '100', image: 'registry.test/ahead:1', prepull: true },
  { name: 'absent', plan: '100', image: 'registry.test/absent:1', prepull: true },
  { name: 'later', plan: '100', image: 'registry.test/later:1' },
];

interface Shown {
  readonly image: string;
  readonly host_id: string;
  readonly state: string;
}

describe('images that are pulled ahead', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: IMAGES });
    for (const name of ['ahead', 'later']) world.docker.publishImage(`registry.test/${name}:1`);
  });

  afterAll(() => world.stop());

  const list = async (): Promise<readonly Shown[]> =>
    ((await world.get('/admin/images')).body as { images: readonly Shown[] }).images;
  /** Looks until what is shown is this. */
  const settled = (hostId: string, image: string, state: string): Promise<unknown> =>
    pollUntil(`${image} to be ${state}`, async () => {
      await world.broker.app.get(PrepullImagesJob).look();
      return (await list()).some((one) => one.host_id === hostId && one.image === image && one.state === state);
    });

  it('are on a host before anybody orders, and what cannot be had is told (row 87)', async () => {
    await settled(HOST_ID, 'registry.test/ahead:1', 'present');
    await settled(HOST_ID, 'registry.test/absent:1', 'failed');

    expect(await world.docker.findImage(ENDPOINT, 'registry.test/ahead:1')).toBeDefined();
    expect(await world.docker.findImage(ENDPOINT, 'registry.test/later:1')).toBeUndefined();
    expect(await list()).toMatchObject([
      { image: 'registry.test/absent:1', host_id: HOST_ID, state: 'failed', failures: 1 },
      { image: 'registry.test/ahead:1', host_id: HOST_ID, state: 'present', failures: 0, detail: null },
    ]);
  });

  it('come to hosts that come later', async () => {
    await world.ping({ DockerHost: OTHER_ID });

    await settled(OTHER_ID, 'registry.test/ahead:1', 'present');

    expect(await world.docker.findImage(OTHER, 'registry.test/ahead:1')).toBeDefined();
  });

  it('are forgotten with their plan', async () => {
    const body = { services: IMAGES.filter(({ name }) => name !== 'absent') };
    await world.broker.request('PUT', '/My%20Docker%20Catalog/services', { body });
    await world.broker.app.get(PrepullImagesJob).look();

    expect((await list()).map(({ image }) => image)).not.toContain('registry.test/absent:1');
  });

  it('are not wanted where nothing may be pulled', async () => {
    const body = { services: [{ ...IMAGES[0], pull: 'never' }] };

    expect(await world.broker.request('PUT', '/My%20Docker%20Catalog/services', { body })).toMatchObject({
      status: 400,
    });
  });

  it('are for administrators to see', async () => {
    const headers = { authorization: undefined };

    expect(await world.broker.request('GET', '/admin/images', { headers })).toMatchObject({ status: 401 });
  });
});
