import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, pathOf, REDIS, World } from '../support/world.js';

const $schema = 'http://json-schema.org/draft-04/schema#';
const ONLY_SMALL = { $schema, properties: { size: { type: 'string', maxLength: 5 } } };
const PLAN = {
  ...REDIS,
  environment: { MODE: 'plan' },
  parameterenvironment: { size: 'MAX_SIZE', level: 'LEVEL' },
  schemas: { service_instance: { create: { parameters: ONLY_SMALL } } },
};
const UNMAPPED = { ...REDIS, plan: 'unmapped' };

describe('parameters that become environment', () => {
  let world: World;
  let instanceId: string;

  beforeAll(async () => {
    world = await World.open({ images: [PLAN, UNMAPPED] });
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    instanceId = randomUUID();
  });

  const patch = (changes: object): Promise<Answer> =>
    world.broker.request('PATCH', `${pathOf(instanceId)}?accepts_incomplete=true`, {
      body: { service_id: 'redis', ...changes },
    });
  const containersOf = (): { readonly name: string; readonly environment: object; readonly volumes: object }[] =>
    world.docker
      .containers(ENDPOINT)
      .filter(({ name }) => name.startsWith(`osb-${instanceId}`))
      .map(({ name, containerId, volumes }) => {
        const { environment } = world.docker.specOf(ENDPOINT, containerId);
        return { name, environment, volumes };
      });

  it('are in the container, beside what the plan says', async () => {
    const parameters = { size: '64m', level: 3, MODE: 'user', other: { deep: true } };

    expect(await world.provision(instanceId, { parameters })).toMatchObject({ status: 201 });

    expect(containersOf()).toMatchObject([{ environment: { MODE: 'plan', MAX_SIZE: '64m', LEVEL: '3' } }]);
    expect(containersOf()[0]?.environment).not.toHaveProperty('other');
  });

  it('replace the container when they are changed, on the same volumes (UPD-04, UPD-05)', async () => {
    await world.provision(instanceId, { parameters: { size: '64m', level: 3 } });
    const [before] = containersOf();

    expect(await patch({ parameters: { size: null, level: 4 } })).toMatchObject({ status: 200 });

    const [after, ...others] = containersOf();
    expect(others).toEqual([]);
    expect(after).toEqual({
      name: `osb-${instanceId}.g1`,
      environment: { MODE: 'plan', LEVEL: '4' },
      volumes: before?.volumes,
    });
  });

  it('need no /update script, as others do', async () => {
    await world.provision(instanceId, { parameters: { level: 3 } });
    world.play({ '/update': () => ({ exitCode: 127 }) });

    const answers = [await patch({ parameters: { level: 4 } }), await patch({ parameters: { other: 1 } })];
    await world.restOf(instanceId);
    world.play({});

    expect(answers).toMatchObject([{ status: 200 }, { status: 422 }]);
    expect(containersOf()).toMatchObject([{ environment: { LEVEL: '4' } }]);
  });

  it('leave the container alone when others are changed', async () => {
    await world.provision(instanceId, { parameters: { size: '64m' } });
    const before = containersOf();

    expect(await patch({ parameters: { other: 1 } })).toMatchObject({ status: 200 });

    expect(containersOf()).toEqual(before);
  });

  it('stay what they were when the update to others fails (UPD-16)', async () => {
    await world.provision(instanceId, { parameters: { size: '64m' } });
    const before = containersOf();
    world.play({ '/update': () => ({ exitCode: 1 }) });

    const { body } = await patch({ parameters: { size: '65m' } });
    await world.restOf(instanceId);
    world.play({});

    expect(body).toMatchObject({ description: expect.stringContaining('/update') as string });
    expect(containersOf()).toEqual(before);
  });

  it.each<[string, object, string]>([
    ['what the plan’s schema does not allow (CAT-34)', { size: 'too long' }, 'parameters.size'],
    ['an object', { level: { secret: 1 } }, 'The parameter "level" becomes an environment variable: allowed is text'],
    ['a line break', { level: 'secret\nMODE=user' }, 'without line breaks and without NUL'],
    ['what is too long', { level: 'secret'.repeat(1_000) }, 'up to 4096 bytes'],
  ])('are refused with 400 for %s', async (_, parameters, words) => {
    const { status, body } = await world.provision(instanceId, { parameters });

    const { description } = body as { description: string };
    expect(status).toBe(400);
    expect(description).toContain(words);
    expect(description).not.toContain('secret');
    expect(await world.get(pathOf(instanceId))).toMatchObject({ status: 404 });
  });

  it('are refused with 400 in an update too, which changes nothing', async () => {
    await world.provision(instanceId, { parameters: { level: 1 } });

    expect(await patch({ parameters: { level: ['1'] } })).toMatchObject({ status: 400 });

    expect((await world.get(pathOf(instanceId))).body).toMatchObject({ parameters: { level: 1 } });
    expect(containersOf()).toMatchObject([{ environment: { LEVEL: '1' } }]);
  });

  it('are refused when a plan comes to take what another one had left alone', async () => {
    await world.provision(instanceId, { plan_id: 'redis_unmapped', parameters: { level: ['1'] } });

    expect(await patch({ plan_id: 'redis_100' })).toMatchObject({ status: 400 });

    expect(await patch({ plan_id: 'redis_100', parameters: { level: null } })).toMatchObject({ status: 200 });
  });
});
