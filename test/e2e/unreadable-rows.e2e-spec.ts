import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStore } from '#persistence';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { Database } from '../../libs/persistence/src/database/database.js';
import { ENDPOINT, pathOf, World } from '../support/world.js';

const DAMAGES = [
  ['a key that is lost', 'v1|00000000|AAAAAAAAAAAAAAAA|AAAA|AAAAAAAAAAAAAAAAAAAAAA=='],
  ['garbage', 'garbage'],
];
const SENTENCE = 'What the broker has stored of it cannot be read.';

describe.each(DAMAGES)('rows that do not open (T18): %s', (_, damage) => {
  let world: World;
  let logger: RecordingLogger;
  beforeAll(async () => {
    logger = new RecordingLogger();
    world = await World.open({ logger });
    for (const instanceId of ['damaged', 'whole']) {
      await world.provision(instanceId);
      await world.bind(instanceId, `${instanceId}-b`);
    }
    await run("UPDATE service_instance SET request_sealed = ?, definition_sealed = ? WHERE id = 'damaged'");
    await run("UPDATE service_binding SET request_sealed = ?, credentials_sealed = ? WHERE id = 'damaged-b'");
    await run("UPDATE operation SET originator_sealed = ?, description = ? WHERE instance_id = 'damaged'");
  });
  afterAll(() => world.stop());

  const run = (statement: string): Promise<unknown> =>
    world.broker.app
      .get(Database, { strict: false })
      .write('test', (manager) => manager.query(statement, [damage, damage]));

  it('fail what needs them with 500 and a sentence, and the log names the row (row 93)', async () => {
    const answers = [await world.get(pathOf('damaged')), await world.get(pathOf('damaged', 'damaged-b'))];

    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 500,
        body: { description: expect.stringContaining(SENTENCE) as string },
      });
    expect(logger.text()).toContain('service_instance.request of damaged');
    expect(await world.bind('damaged', 'new')).toMatchObject({ status: 500 });
  });

  it('leave all others alone, and are shown to administrators (row 93)', async () => {
    expect(await world.get(pathOf('whole'))).toMatchObject({ status: 200 });
    expect(await world.bind('whole', 'another')).toMatchObject({ status: 201 });
    const { status, body } = await world.get('/admin/instances');

    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('damaged');
    expect(await world.get('/admin/instances/damaged')).toMatchObject({ status: 200 });
  });

  it('take their plan out of the catalog, and no other', async () => {
    await run(
      "UPDATE service_plan SET definition_sealed = ?, image_version = SUBSTR(?, 1, 9) WHERE service_name = 'static'",
    );
    await world.broker.app
      .get(ServiceStore)
      .put({ serviceName: 'new', planName: '1', definition: { name: 'new', plan: '1' } });

    const { status, body } = await world.get('/v2/catalog');

    expect(status).toBe(200);
    expect((body as { services: { id: string }[] }).services.map(({ id }) => id)).toContain('redis');
    expect(JSON.stringify(body)).not.toContain('static');
    expect(logger.text()).toContain('what is stored of it does not open');
  });

  it('can be deleted: an unbind ends, and the instance goes with its container (row 93)', async () => {
    expect((await world.unbind('damaged', 'damaged-b')).status).toBeGreaterThanOrEqual(400);
    expect(await world.deprovision('damaged')).toMatchObject({ status: 200 });

    expect(await world.get(pathOf('damaged'))).toMatchObject({ status: 404 });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(1);
    expect(logger.text()).toContain('an instance does not open, and is removed by its names alone');
  });
});
