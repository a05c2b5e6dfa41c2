import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/**
 * A login for one binding. The name fits the narrowest of the databases (16 characters, starts with a letter); the
 * password has 190 bits in letters and digits, which need no escaping in any URI, shell or SQL text.
 */
export function makeLogin(): { username: string; password: string } {
  return {
    username: pick(LETTERS, 1) + pick(LETTERS + DIGITS, 15),
    password: pick(LETTERS + LETTERS.toUpperCase() + DIGITS, 32),
  };
}

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
