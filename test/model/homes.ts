interface Home {
  readonly id: string;
  readonly home: string;
}

interface Asked {
  query<T>(sql: string): Promise<T[]>;
}

const HOMES = 'SELECT id, COALESCE(shared_in, id) AS home FROM service_instance WHERE house_key IS NULL';
const EMPTY = `SELECT h.id FROM service_instance h WHERE h.house_key IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM service_instance t WHERE t.shared_in = h.id)`;

/** Whose container each instance uses: its own, or that of the house that it lives in. */
export async function findHomes(brokers: Asked): Promise<ReadonlyMap<string, string>> {
  return new Map((await brokers.query<Home>(HOMES)).map(({ id, home }) => [id, home]));
}

/** Whether there is a shared container in which nobody lives. */
export async function hasEmptyHouse(brokers: Asked): Promise<boolean> {
  return (await brokers.query(EMPTY)).length > 0;
}
