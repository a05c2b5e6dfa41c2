import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReportLateOperationsJob } from './report-late-operations.job.js';
import { RecordingLogger } from './testing/recording-logger.js';
import { TestEngine } from './testing/test-engine.js';

describe('ReportLateOperationsJob', () => {
  let engine: TestEngine;
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    logger.entries.length = 0;
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  it('names the operations that wait for more than an hour, and no others (row 50)', async () => {
    const [late, young] = [await engine.order(), await engine.order()];
    await engine.stores.database.read((manager) =>
      manager.query('UPDATE operation SET created_at = created_at - 3600001 WHERE id = ?', [
        late.operation.operationId,
      ]),
    );

    await new ReportLateOperationsJob(engine.stores.operations).report();

    expect(logger.entries).toMatchObject([
      { message: 'operation waits for more than an hour', instanceId: late.instanceId, kind: 'provision' },
    ]);
    expect(logger.text()).not.toContain(young.instanceId);
  });

  it('comes again when the database is away', async () => {
    await engine.stores.database.close();

    await new ReportLateOperationsJob(engine.stores.operations).report();

    expect(logger.text()).toContain('late operations could not be looked up');
    engine = await TestEngine.open();
  });
});
