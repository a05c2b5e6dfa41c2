import type { BrokerAddress } from './broker-connection.port.js';

/** The header that lets an agent in: its token, else user and password as the original sends them. */
export function toAuthorization({ user = '', password = '', token }: BrokerAddress): string {
  if (token !== undefined) return `Bearer ${token}`;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
