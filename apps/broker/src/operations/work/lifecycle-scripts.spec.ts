import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { Gate } from '../testing/gate.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const RUN = { stdin: '{}', timeoutMs: 10_000, maxOutputBytes: 1_024 };

beforeAll(() => {
  RecordingLogger.install();
});
afterAll(() => {
  RecordingLogger.restore();
});

describe('LifecycleScripts', () => {
  let engine: TestEngine;

  beforeEach(async () => {
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  it.each(['optional', 'required'] as const)(
    'takes a container that restarts again and again for a failure, not for one without scripts (%s) (row 27)',
    async (scripts) => {
      let starts = 0;
      engine.docker.play(({ containerId }) => {
        starts += 1;
        engine.docker.changeContainer(ENDPOINT, containerId, { startedAt: `2026-11-24T00:00:0${starts}Z` });
        return execOutcome({ exitCode: 126 });
      });
      const { operation } = await engine.order(aDefinition({ scripts }));

      const ended = await engine.finish(operation.operationId);

      expect(ended).toMatchObject({ state: 'failed', description: 'The service ended right after its start.' });
      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    },
  );

  it('waits for a script whose order to start is still on its way when its sender has hung up (row 43)', async () => {
    const order: string[] = [];
    const { instanceId } = await engine.served();
    const { operation } = await engine.orderBinding(instanceId);
    engine.docker.inject('runExec', { before: new HostUnreachableError('hung up') });
    await engine.workAndDie(operation.operationId);
    const execId = (await engine.operation(operation.operationId))?.execId ?? '';
    const gate = new Gate();
    engine.docker.play(async ({ command }) => {
      order.push(`${command[0] ?? ''} starts`);
      if (command[0] === '/bind') await gate.opened;
      order.push(`${command[0] ?? ''} ends`);
      return execOutcome();
    });
    const looks = (): number => engine.docker.calls().filter((call) => call === 'findExec').length;
    const before = looks();

    const deletion = engine.finish(await engine.orderDeprovision(instanceId));
    await vi.waitFor(() => {
      expect(looks()).toBeGreaterThan(before);
    }, 10_000);
    const late = engine.docker.runExec(ENDPOINT, execId, { ...RUN, signal: new AbortController().signal });
    await vi.waitFor(() => {
      expect(order).toEqual(['/bind starts']);
    }, 10_000);
    gate.open();
    await late;

    expect(await deletion).toMatchObject({ state: 'succeeded' });
    expect(order).toEqual(['/bind starts', '/bind ends', '/deprovision starts', '/deprovision ends']);
  });
});
