/**
 * The floor: bare Fastify that answers the catalog's bytes, or makes them of an object each time, and makes the write of a ping with the bare SQLite driver,
 * with the same durability as the broker's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fastify from 'fastify';

/** The driver comes without types. @type {new (file: string) => any} */
const Database = createRequire(import.meta.url)('better-sqlite3');

const [port, catalogFile, databaseFile] = process.argv.slice(2);
const catalog = readFileSync(catalogFile ?? '', 'utf8');
/** @type {unknown} */
const catalogObject = JSON.parse(catalog);
const database = new Database(databaseFile ?? '');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE host (id TEXT PRIMARY KEY, service_host TEXT, port_min INT, port_max INT, last_ping INT)');
database.exec("INSERT INTO host VALUES ('bench', '127.0.0.1', 1, 2, 0)");
// Another value each time: SQLite leaves out a write that changes nothing.
const write = database.prepare(
  "UPDATE host SET service_host = ?, port_min = ?, port_max = ?, last_ping = last_ping + 1 WHERE id = 'bench'",
);

const server = fastify();
server.get('/v2/catalog', (_request, reply) => reply.type('application/json; charset=utf-8').send(catalog));
server.get('/catalog-of-an-object', () => catalogObject);
server.post('/ping', (request, reply) => {
  const { ServiceHost, Portbind_min, Portbind_max } = /** @type {Record<string, unknown>} */ (request.body);
  write.run(ServiceHost, Portbind_min, Portbind_max);
  return reply.send({});
});
await server.listen({ port: Number(port), host: '127.0.0.1' });
