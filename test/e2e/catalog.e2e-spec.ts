import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStore } from '#persistence';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { pollUntil } from '../support/poll-until.js';
import { refusalsOfCloudFoundry } from '../support/refusals-of-cloud-foundry.js';
import { orderOf, pathOf, REDIS, STATIC, World } from '../support/world.js';

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

const $schema = 'http://json-schema.org/draft-04/schema#';
const onlySize = { $schema, properties: { size: { enum: ['s', 'l'] } }, additionalProperties: false };
const onlyRole = { $schema, properties: { role: { type: 'string' } }, required: ['role'] };
/** The example of the documentation, so that both are true. */
const RICH = exampleOf(readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8'));

function exampleOf(markdown: string): readonly object[] {
  const [, example = ''] = /A service with all of it.*?```json\n(.*?)```/s.exec(markdown) ?? [];
  return (JSON.parse(example) as { services: { images: object[] } }).services.images;
}

describe('a catalog with all that it may hold', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [...RICH, STATIC] });
  });

  afterAll(() => world.stop());

  it('is taken by Cloud Foundry (CCC-01 … CCC-11)', async () => {
    const { body } = await world.get('/v2/catalog');

    expect(refusalsOfCloudFoundry(body)).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('null');
  });

  it('says what its definitions say (CAT-12 … CAT-33)', async () => {
    expect((await world.get('/v2/catalog')).body).toMatchObject({
      services: [
        {
          name: 'redis',
          dashboard_client: { id: 'redis-dashboard' },
          plan_updateable: true,
          allow_context_updates: true,
          metadata: { displayName: 'Redis', shareable: true },
          plans: [
            {
              name: 'small',
              metadata: { displayName: 'Small', costs: [{ unit: 'MONTHLY' }] },
              maintenance_info: { version: '7.0.0' },
              schemas: { service_binding: { create: { parameters: { $schema } } } },
            },
            { name: 'large', free: false, maximum_polling_duration: 1_800, metadata: { costs: [{}] } },
          ],
        },
        { name: 'static' },
      ],
    });
  });

  it('takes an order with the version that it says, and refuses another (PROV-12)', async () => {
    const order = (version: string): object => ({ ...orderOf('redis', 'small'), maintenance_info: { version } });

    expect(await world.provision('old', order('6.0.0'))).toMatchObject({
      status: 422,
      body: { error: 'MaintenanceInfoConflict' },
    });
    expect(await world.provision('new', order('7.0.0'))).toMatchObject({ status: 201 });
  });
});

describe('the ETag of the catalog (CAT-06)', () => {
  let world: World;
  const ask = (ifNoneMatch?: string): ReturnType<World['get']> =>
    world.broker.request('GET', '/v2/catalog', { headers: { 'if-none-match': ifNoneMatch } });

  beforeAll(async () => {
    // A version of its own: that of the image is found out at a time of its own, and makes another body.
    world = await World.open({ images: [{ ...REDIS, maintenance: { version: '1.0.0' } }] });
  });

  afterAll(() => world.stop());

  it('comes with every answer, which the platform alone may keep', async () => {
    const { status, headers } = await ask();

    expect(status).toBe(200);
    expect(headers['etag']).toMatch(/^"[\w-]{43}"$/);
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  it('answers 304 without a body to who has it already', async () => {
    const { etag } = (await ask()).headers;

    for (const known of [String(etag), `W/${String(etag)}`, `"other", ${String(etag)}`, '*']) {
      const { status, body, headers } = await ask(known);

      expect({ known, status, body }).toEqual({ known, status: 304, body: undefined });
      expect(headers).toMatchObject({ etag, 'cache-control': 'private, no-cache' });
    }
  });

  it('answers 200 to who has another, and to who has none', async () => {
    expect(await ask('"other"')).toMatchObject({ status: 200 });
    expect(await ask()).toMatchObject({ status: 200 });
  });

  it('is another one for another body, and the same again for the same', async () => {
    const { etag: before } = (await ask()).headers;
    const image = '/My%20Docker%20Catalog/image/added';

    await world.broker.request('PUT', image, { body: { Plan: '1' } });
    const { status, headers } = await ask(String(before));
    await world.broker.request('DELETE', image);

    expect(status).toBe(200);
    expect(headers['etag']).not.toBe(before);
    expect(await ask(String(before))).toMatchObject({ status: 304 });
  });
});

describe('what is stored and breaks a rule', () => {
  it('is left out and logged once, with its reasons and no value; other plans go on (CAT-36)', async () => {
    const logger = new RecordingLogger();
    const world = await World.open({ logger });
    const definition = { ...REDIS, plan: 'old', requires: ['hunter2'], maximumPollingSeconds: 1 };

    await world.broker.app.get(ServiceStore).put({ serviceName: 'redis', planName: 'old', definition });
    const { body } = await world.get('/v2/catalog');
    await world.get('/v2/catalog');

    expect(refusalsOfCloudFoundry(body)).toEqual([]);
    expect(body).toMatchObject({ services: [{ plans: [{ id: 'redis_100' }] }, { id: 'static' }] });
    expect(await world.provision('i')).toMatchObject({ status: 201 });
    expect(await world.provision('j', orderOf('redis', 'old'))).toMatchObject({ status: 400 });
    const told = logger.entries.filter((entry) => JSON.stringify(entry).includes('plan left out of the catalog'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      service: 'redis',
      plan: 'old',
      reasons: [expect.stringMatching(/^requires\[0\]: /), expect.stringMatching(/^maximumPollingSeconds: /)],
    });
    expect(logger.text()).not.toContain('hunter2');
    await world.stop();
  });
});

describe('parameters and their schemas (CAT-34)', () => {
  let world: World;

  beforeAll(async () => {
    const schemas = {
      service_instance: { create: { parameters: onlySize } },
      service_binding: { create: { parameters: onlyRole } },
    };
    world = await World.open({ images: [{ ...REDIS, schemas }] });
  });

  afterAll(() => world.stop());

  it('makes an instance of what fits', async () => {
    expect(await world.provision('fits', { parameters: { size: 's' } })).toMatchObject({ status: 201 });
  });

  it('refuses an instance of what does not, and stores nothing', async () => {
    const before = await world.dump();

    expect(await world.provision('i', { parameters: { size: 'hunter2' } })).toMatchObject({
      status: 400,
      body: { description: 'parameters.size must be one of "s", "l".' },
    });
    expect(await world.dump()).toBe(before);
  });

  it('refuses a binding of what does not fit', async () => {
    await world.provision('bound');

    expect(await world.bind('bound', 'b')).toMatchObject({
      status: 400,
      body: { description: 'parameters needs "role".' },
    });
    expect(await world.bind('bound', 'b', { parameters: { role: 'r' } })).toMatchObject({ status: 201 });
  });

  it('does not look again at what is there already', async () => {
    await world.provision('there', { parameters: { size: 's' } });
    const image = {
      Plan: '100',
      schemas: { service_instance: { create: { parameters: { $schema, maxProperties: 0 } } } },
    };
    await world.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', { body: image });

    expect(await world.provision('there', { parameters: { size: 's' } })).toMatchObject({ status: 200 });
    expect(await world.provision('later', { parameters: { size: 's' } })).toMatchObject({ status: 400 });
  });
});

describe('a service whose instances and bindings cannot be fetched', () => {
  let world: World;

  beforeAll(async () => {
    const plans = [
      { ...REDIS, instancesRetrievable: false, bindingsRetrievable: false },
      { ...REDIS, plan: '200' },
    ];
    world = await World.open({ images: plans, env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
    for (const plan of ['100', '200']) {
      await world.provision(plan, orderOf('redis', plan));
      await world.endOf(pathOf(plan));
    }
  });

  afterAll(() => world.stop());

  it.each(['100', '200'])('answers 404 to GET, whichever plan has said so: %s (GETI-08, CAT-15)', async (plan) => {
    expect(await world.bind(plan, `b-${plan}`, orderOf('redis', plan))).toMatchObject({ status: 201 });

    expect(await world.get(pathOf(plan))).toMatchObject({
      status: 404,
      body: { description: 'Instances of this service cannot be fetched.' },
    });
    expect(await world.get(pathOf(plan, `b-${plan}`))).toMatchObject({
      status: 404,
      body: { description: expect.stringMatching(/bindings of this plan cannot be fetched/) as string },
    });
  });

  it('is never bound with 202, though the platform would take it (CCR-21)', async () => {
    const gate = new Gate();
    world.docker.inject('createExec', { until: gate.opened });

    const answer = world.bind('100', 'slow');
    await pollUntil('the bind to be stored', async () => {
      const { status } = await world.lastOperation(pathOf('100', 'slow'));
      return status === 200;
    });
    gate.open();

    expect(await answer).toMatchObject({ status: 201, body: { credentials: {} } });
  });
});
