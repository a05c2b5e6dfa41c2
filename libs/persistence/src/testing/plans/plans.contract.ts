import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/database.js';
import { SecretBox } from '../../secrets/secret-box.js';
import { fillDatabase, type Filling } from '../fill-database.js';
import { gatherStatistics } from '../gather-statistics.js';
import { type Stores, TEST_KEY } from '../open-stores.js';
import { findWholeReads } from './find-whole-reads.js';
import type { Statement, StatementRecorder } from './statement-recorder.js';

interface Recorded {
  readonly open: () => Promise<Stores>;
  /** Has heard the stores' contracts. */
  readonly recorder: StatementRecorder;
  /** Servers plan by what is there. */
  readonly filling?: Filling;
}

const WITHOUT_INDEX: readonly string[] = [
  "SELECT o.id FROM operation o WHERE o.step = 'accepted'",
  "UPDATE service_instance SET version = 1 WHERE image_id = 'x'",
  "DELETE FROM port_claim WHERE protocol = 'udp'",
  "SELECT i.id FROM service_binding b INNER JOIN service_instance i ON i.id = b.instance_id WHERE b.app_guid = 'x'",
];

/** That no statement of the stores takes the longer the more there is. To be described after their contracts. */
export function describePlans(name: string, { open, recorder, filling }: Recorded): void {
  describe(`the plans of ${name}`, () => {
    let database: Database;
    beforeAll(async () => {
      ({ database } = await open());
      if (filling !== undefined) await fillDatabase({ database, box: new SecretBox(TEST_KEY) }, filling);
      await gatherStatistics(database);
    });
    afterAll(() => database.close());

    const wholeReadsOf = async (statements: readonly Statement[]): Promise<readonly string[]> => {
      const found = [];
      for (const statement of statements) found.push(await findWholeReads(database, statement));
      return found.flat();
    };

    it('read no table that grows without an index', async () => {
      const { statements } = recorder;

      expect(statements.length).toBeGreaterThan(100);
      expect(await wholeReadsOf(statements)).toEqual([]);
    });

    it.each(WITHOUT_INDEX)('would show it: %s', async (sql) => {
      expect(await wholeReadsOf([{ sql, parameters: [] }])).toHaveLength(1);
    });
  });
}
