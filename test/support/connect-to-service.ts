import { connectByUri } from './connect-by-uri.js';
import type { ServiceConnection } from './connect-by-uri.js';
import type { Credentials } from './osb-client.js';

export type { ServiceConnection };

/** Connects as an application would, with the URI alone. Throws when the service refuses the login. */
export async function connectToService(service: string, credentials: Credentials): Promise<ServiceConnection> {
  const connection = await connectByUri(credentials);
  if (connection === undefined) throw new Error(`There is no client of ${service} here.`);
  return connection;
}
