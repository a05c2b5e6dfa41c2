import { randomInt } from 'node:crypto';
import type { InstanceLogin, Login } from '#persistence';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/**
 * A login for one binding. The name fits the narrowest of the databases (16 characters, starts with a letter); the
 * password has 190 bits in letters and digits, which need no escaping in any URI, shell or SQL text.
 */
export function makeLogin(): Login {
  return { username: makeName(), password: pick(LETTERS + LETTERS.toUpperCase() + DIGITS, 32) };
}

/** A login for a whole instance; what a plan says of it is the same for all of its instances. */
export function makeInstanceLogin(said: Partial<Pick<InstanceLogin, 'username' | 'dbname'>>): InstanceLogin {
  const { username, password } = makeLogin();
  return { username: said.username ?? username, password, dbname: said.dbname ?? makeName() };
}

function makeName(): string {
  return pick(LETTERS, 1) + pick(LETTERS + DIGITS, 15);
}

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
