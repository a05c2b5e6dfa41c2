import type { Pool, PoolConnection, PoolOptions } from 'mysql2';

/**
 * A session that waits for a lock gives up before its caller does; one whose broker stands still in the middle of a
 * transaction is thrown out where the server can do that. The comment is read by MariaDB alone: MySQL has no such limit.
 */
const SESSION_LIMITS = 'SET SESSION innodb_lock_wait_timeout = 5 /*M!100300 , idle_transaction_timeout = 10 */';

/** mysql2 with limits for each session of a pool, from its very first statement on; TypeORM has no place to say them. */
export async function loadMysql(): Promise<object> {
  const { default: mysql } = await import('mysql2');
  return {
    ...mysql,
    createPool(options: PoolOptions): Pool {
      const pool = mysql.createPool(options);
      pool.on('connection', limitSession);
      return pool;
    },
  };
}

/** Sent before whatever the connection was opened for. A server that refuses has limits of its own. */
function limitSession(connection: PoolConnection): void {
  connection.query(SESSION_LIMITS, () => undefined);
}
