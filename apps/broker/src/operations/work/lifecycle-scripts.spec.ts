import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { execOutcome } from '#docker-driver/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

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
});
