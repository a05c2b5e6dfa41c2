import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REDIS, STATIC, World } from '../support/world.js';

describe('catalog', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [REDIS, STATIC, { name: 'redis', plan: '200', free: false, bindable: false }] });
  });

  afterAll(() => world.stop());

  it('lists each service once, with its plans (CAT-01 … CAT-22; original §3.1: two services of one id)', async () => {
    const { status, body, headers } = await world.get('/v2/catalog');

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const service = {
      bindable: true,
      instances_retrievable: true,
      bindings_retrievable: true,
      tags: ['docker'],
    };
    const plan = { description: 'Service plan', free: true, bindable: true };
    expect(body).toMatchObject({
      services: [
        {
          ...service,
          id: 'redis',
          name: 'redis',
          description: 'redis docker service',
          plans: [
            { ...plan, id: 'redis_100', name: '100' },
            { ...plan, id: 'redis_200', name: '200', free: false, bindable: false },
          ],
        },
        { ...service, id: 'static', name: 'static', plans: [{ ...plan, id: 'static_100', name: '100' }] },
      ],
    });
  });

  it('holds nothing of how a service is made', async () => {
    const { body } = await world.get('/v2/catalog');

    expect(JSON.stringify(body)).not.toMatch(/static-password|\$HOST|dashboard_url/);
  });

  it('is answered while every Docker host is down (CAT-35)', async () => {
    const lonely = await World.open({ ping: null });

    expect(await lonely.get('/v2/catalog')).toMatchObject({ status: 200 });
    await lonely.stop();
  });

  it('is empty when nothing is offered', async () => {
    const empty = await World.open({ images: [], ping: null });

    expect((await empty.get('/v2/catalog')).body).toEqual({ services: [] });
    await empty.stop();
  });

  it('is the same for two hundred requests at once', async () => {
    const bodies = await Promise.all(Array.from({ length: 200 }, async () => (await world.get('/v2/catalog')).body));

    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });
});
