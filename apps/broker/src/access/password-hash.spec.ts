import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.types.js';

describe('password hashes', () => {
  it('know their password, and no other', async () => {
    const stored = await hashPassword('pässwörd: 漢字');

    expect(await verifyPassword('pässwörd: 漢字', stored)).toBe(true);
    expect(await verifyPassword('pässwörd: 漢', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  });

  it('are salted, and hold the password in no way', async () => {
    const [one, other] = [await hashPassword('secret'), await hashPassword('secret')];

    expect(one).not.toBe(other);
    expect(one).toMatch(/^scrypt\$16384\$8\$5\$[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}$/);
  });

  it.each(['', 'secret', 'md5$1$2$3$4$5', 'scrypt$1$2$3'])('of another form fit nothing: %j', async (stored) => {
    expect(await verifyPassword('secret', stored)).toBe(false);
  });
});
