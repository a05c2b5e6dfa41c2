import { describe, expect, it } from 'vitest';
import { fillPlaceholders, fillText } from './placeholders.types.js';

const VALUES = {
  host: '192.0.2.1',
  ports: [
    { port: 80, protocol: 'tcp' as const, hostPort: 20_001 },
    { port: 3306, protocol: 'tcp' as const, hostPort: 20_002 },
    { port: 8080, protocol: 'tcp' as const, hostPort: 20_003 },
    { port: 33_060, protocol: 'tcp' as const, hostPort: 20_004 },
  ],
};

describe('fillText', () => {
  it.each([
    ['$HOST', '192.0.2.1'],
    ['$PORT', '20001'],
    ['$PORT_3306', '20002'],
    ['$PORT_33060', '20004'],
    ['$PORT_80 $PORT_8080', '20001 20003'],
    ['$PORT_8080$PORT_80', '2000320001'],
    ['mysql://u:p@$HOST:$PORT_3306/db', 'mysql://u:p@192.0.2.1:20002/db'],
    ['$PORT_1', '$PORT_1'],
    ['$PORT_', '20001_'],
    ['$HOSTNAME', '192.0.2.1NAME'],
    ['$host $Port', '$host $Port'],
    ["$& $1 $' $$ $`", "$& $1 $' $$ $`"],
    ['', ''],
  ])('makes %j %j (T24)', (text, filled) => {
    expect(fillText(text, VALUES)).toBe(filled);
  });

  it('does not look again at what it filled in (T24)', () => {
    expect(fillText('$HOST', { ...VALUES, host: '$PORT $HOST $&' })).toBe('$PORT $HOST $&');
  });

  it('fills in the login of an instance that has one', () => {
    const login = { username: 'u', password: '$DBNAME', dbname: 'd' };

    expect(fillText('pg://$USERNAME:$PASSWORD@$HOST/$DBNAME', { ...VALUES, login })).toBe('pg://u:$DBNAME@192.0.2.1/d');
    expect(fillText('$USERNAME $PASSWORD $DBNAME', VALUES)).toBe('$USERNAME $PASSWORD $DBNAME');
    expect(fillText('$HOST:$PORT $PASSWORD', { login })).toBe('$HOST:$PORT $DBNAME');
  });

  it('leaves names without a value as they are', () => {
    expect(fillText('$HOST:$PORT:$PORT_80', { host: 'h', ports: [] })).toBe('h:$PORT:$PORT_80');
  });
});

describe('fillPlaceholders', () => {
  it('fills every text at any depth, and leaves the rest', () => {
    const value = { a: ['$HOST', { b: '$PORT' }], n: 1, t: true, nothing: null, $HOST: 'key' };

    expect(fillPlaceholders(value, VALUES)).toEqual({
      a: ['192.0.2.1', { b: '20001' }],
      n: 1,
      t: true,
      nothing: null,
      $HOST: 'key',
    });
  });

  it('changes nothing of what it was given', () => {
    const value = { url: '$HOST' };

    fillPlaceholders(value, VALUES);

    expect(value).toEqual({ url: '$HOST' });
  });

  it('survives what is deeper than anybody needs (T24)', () => {
    let value: unknown = '$HOST';
    for (let depth = 0; depth < 10_000; depth += 1) value = [value];

    expect(() => fillPlaceholders(value, VALUES)).not.toThrow();
  });
});
