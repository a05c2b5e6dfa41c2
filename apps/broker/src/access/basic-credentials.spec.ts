import { describe, expect, it } from 'vitest';
import { readBasicCredentials } from './basic-credentials.js';

const encode = (text: string): string => Buffer.from(text).toString('base64');

describe('readBasicCredentials', () => {
  it.each([
    ['admin:admin', { user: 'admin', password: 'admin' }],
    ['u:a:b::c', { user: 'u', password: 'a:b::c' }],
    ['ü:pässwörd 漢字 🔑', { user: 'ü', password: 'pässwörd 漢字 🔑' }],
    ['u:', { user: 'u', password: '' }],
    [':p', { user: '', password: 'p' }],
    [':', { user: '', password: '' }],
  ])('reads %j (AUTH-04)', (text, credentials) => {
    expect(readBasicCredentials(`Basic ${encode(text)}`)).toEqual(credentials);
  });

  it.each(['basic', 'BASIC', 'Basic  '])('takes the scheme as %j', (scheme) => {
    expect(readBasicCredentials(`${scheme} ${encode('u:p')}`)).toEqual({ user: 'u', password: 'p' });
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    encode('u:p'),
    `Bearer ${encode('u:p')}`,
    `Basic${encode('u:p')}`,
    `Basic ${encode('no colon')}`,
    'Basic %%%',
    'Basic dTpw!',
    'Basic dTpw===',
    `Basic ${encode('u:p')}, Basic ${encode('u:p')}`,
    ` Basic ${encode('u:p')}`,
  ])('refuses %j', (header) => {
    expect(readBasicCredentials(header)).toBeUndefined();
  });
});
