import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { AmqpClient } from './amqp-client.js';
import { LogsClient } from './logs-client.js';
import { NotesClient } from './notes-client.js';
import { RedisClient } from './redis-client.js';
import { TarantoolClient } from './tarantool-client.js';

const PATIENCE_MS = 10_000;

/** One open connection of a service's own client. */
export interface ServiceConnection {
  write(text: string): Promise<void>;
  /** What was written last, by whomever. */
  read(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** As `/bind` answered them. */
export type BoundCredentials = Readonly<Record<string, unknown>>;

type Connect = (uri: string, credentials: BoundCredentials) => Promise<ServiceConnection>;

const CLIENTS: Readonly<Record<string, Connect>> = {
  'amqp:': connectToRabbitmq,
  'http:': connectToLogs,
  'mysql:': connectToMysql,
  'notes:': connectToNotes,
  'postgres:': connectToPostgresql,
  'postgresql:': connectToPostgresql,
  'redis:': connectToRedis,
  'tarantool:': connectToTarantool,
};

/**
 * Connects as an application would, with the URI alone; whoever writes into a drain needs its address beside it.
 * `undefined`: there is no client of its protocol here. Throws when the service refuses the login.
 */
export async function connectByUri(credentials: BoundCredentials): Promise<ServiceConnection | undefined> {
  const { uri } = credentials;
  if (typeof uri !== 'string' || !URL.canParse(uri)) return undefined;
  return CLIENTS[new URL(uri).protocol]?.(uri, credentials);
}

async function connectToMysql(uri: string): Promise<ServiceConnection> {
  const connection = await createConnection({ uri, connectTimeout: PATIENCE_MS });
  // A connection that the server ends shows in its next query.
  connection.on('error', () => undefined);
  return {
    write: async (text) => {
      await connection.query('CREATE TABLE IF NOT EXISTS notes (id INT AUTO_INCREMENT PRIMARY KEY, words TEXT)');
      await connection.query('INSERT INTO notes (words) VALUES (?)', [text]);
    },
    read: async () => {
      const [rows] = await connection.query('SELECT words FROM notes ORDER BY id DESC LIMIT 1');
      return (rows as { words: string }[])[0]?.words;
    },
    close: () => {
      connection.destroy();
      return Promise.resolve();
    },
  };
}

async function connectToPostgresql(uri: string): Promise<ServiceConnection> {
  const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  await client.connect();
  return {
    write: async (text) => {
      await client.query('CREATE TABLE IF NOT EXISTS notes (id SERIAL PRIMARY KEY, words TEXT)');
      await client.query('INSERT INTO notes (words) VALUES ($1)', [text]);
    },
    read: async () => {
      const { rows } = await client.query<{ words: string }>('SELECT words FROM notes ORDER BY id DESC LIMIT 1');
      return rows[0]?.words;
    },
    close: () => client.end().catch(() => undefined),
  };
}

async function connectToRedis(uri: string): Promise<ServiceConnection> {
  const client = await RedisClient.connect(uri);
  return {
    write: async (text) => {
      await client.command('SET', 'notes', text);
    },
    read: () => client.command('GET', 'notes'),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

async function connectToRabbitmq(uri: string): Promise<ServiceConnection> {
  const client = await AmqpClient.connect(uri);
  return {
    write: async (text) => {
      await client.declare('notes');
      await client.purge('notes');
      await client.publish('notes', text);
    },
    read: async () => {
      await client.declare('notes');
      return client.peek('notes');
    },
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

async function connectToTarantool(uri: string): Promise<ServiceConnection> {
  const client = await TarantoolClient.connect(uri);
  const collection = `${new URL(uri).pathname.slice(1)}.documents`;
  return {
    write: (text) => client.replace(collection, ['notes', new Map([['words', text]])]),
    read: async () => {
      const document = (await client.get(collection, 'notes')) as [string, Map<string, string>] | undefined;
      return document?.[1].get('words');
    },
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

async function connectToNotes(uri: string): Promise<ServiceConnection> {
  const client = await NotesClient.connect(uri);
  return {
    write: async (text) => {
      await client.say(`PUT ${text}`);
    },
    read: async () => /^NOTE (.*)$/.exec(await client.say('GET'))?.[1],
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

/** Of HTTP there is no client for everything: this one is for what can be written to as a drain. */
async function connectToLogs(uri: string, { drain }: BoundCredentials): Promise<ServiceConnection> {
  if (typeof drain !== 'string') throw new Error('The credentials name no drain.');
  const client = new LogsClient(uri, drain);
  await client.read(1);
  return {
    write: (text) => client.write(text),
    read: () => client.readText(),
    close: () => Promise.resolve(),
  };
}
