import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewInstance } from '#persistence';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, type TestEngine } from '../testing/test-engine.js';
import { toPlan, UpdateBench } from '../testing/update-bench.js';

describe('/update', () => {
  let bench: UpdateBench;
  let engine: TestEngine;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    bench = await UpdateBench.open();
    ({ engine } = bench);
  });

  afterEach(() => engine.close());

  const request = (parameters: Record<string, unknown>): NewInstance['request'] => ({
    ...{ parameters, context: {}, organizationGuid: 'org', spaceGuid: 'space' },
  });

  it('gets all parameters, and the plan of before', async () => {
    const instance = await engine.served();
    const inputs = bench.play(() => 0);

    await bench.update(instance, { ...toPlan({}), request: request({ size: 2 }) });

    const exec = engine.docker.execs(ENDPOINT).at(-1);
    expect(exec).toMatchObject({ command: ['/update'], environment: { PLAN: '200', PREVIOUS_PLAN: '100' } });
    expect(inputs).toEqual([`/update ${instance.containerName} {"size":2}`]);
  });

  it('may be missing, unless there are parameters to change', async () => {
    bench.play(({ command }) => (command[0] === '/update' ? 127 : 0));
    const instance = await engine.served();

    expect(await bench.update(instance, toPlan({ memory: '64m' }))).toMatchObject({ state: 'succeeded' });
    expect(await bench.update(instance, { request: request({ size: 2 }) })).toMatchObject({
      ...{ state: 'failed', isRepeatable: false, isUsable: true },
      description: expect.stringContaining('no /update script') as string,
    });
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({
      ...{ planName: '200', request: { parameters: {} } },
    });
  });

  it('that fails is asked for what was before, in the container of before (UPD-16)', async () => {
    const instance = await engine.served();
    const inputs = bench.play(({ containerName }) => (containerName.endsWith('.g1') ? 7 : 0));

    const operation = await bench.update(instance, {
      ...toPlan({ environment: { A: '1' } }),
      request: request({ size: 2 }),
    });

    expect(operation).toMatchObject({ state: 'failed', isRepeatable: true, isUsable: true });
    expect(operation.description).toContain('/update script failed (exit code 7)');
    const { containerName } = instance;
    expect(inputs).toEqual([`/update ${containerName}.g1 {"size":2}`, `/update ${containerName} {}`]);
    await bench.expectAsBefore(instance);
  });

  it('is not run for static services', async () => {
    const instance = await engine.served(aDefinition({ credentials: { user: 'u' } }));

    await bench.update(instance, toPlan({ credentials: { user: 'v' } }));

    expect(bench.scripts()).toEqual([]);
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({
      definition: { credentials: { user: 'v' } },
    });
  });
});
