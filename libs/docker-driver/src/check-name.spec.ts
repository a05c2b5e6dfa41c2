import { describe, expect, it } from 'vitest';
import { checkFullId, checkImageRef, checkName, checkVariableNames, readFullId } from './check-name.js';
import { EngineAnswerError, EngineRefusedError } from './docker-driver.errors.js';

const ID = '0123456789abcdef'.repeat(4);
/** What would lead a path of the engine's API, or a line of HTTP, elsewhere. */
const LEADING_AWAY = [
  '',
  '.',
  '..',
  '../containers/x',
  'a/b',
  'a/../b',
  'a?force=1',
  'a#b',
  'a%2fb',
  'a b',
  'a\\b',
  'a\nb',
  'a\u0000',
  'ä',
  ' a',
  'a\r\nHost: x',
];

describe('checkName', () => {
  it.each(['a', 'docker-broker-1', 'A.b_c-d', ID])('takes %j', (name) => {
    expect(checkName(name)).toBe(name);
  });

  it.each([...LEADING_AWAY, '-a', 'x'.repeat(256)])('refuses %j (T11)', (name) => {
    expect(() => checkName(name)).toThrow(EngineRefusedError);
  });
});

describe('checkFullId and readFullId', () => {
  it('take an id in full', () => {
    expect(checkFullId(ID)).toBe(ID);
    expect(readFullId(ID)).toBe(ID);
  });

  it.each([...LEADING_AWAY, ID.slice(1), `${ID}0`, ID.toUpperCase(), `${ID}\n`])('refuse %j (T11)', (id) => {
    expect(() => checkFullId(id)).toThrow(EngineRefusedError);
    expect(() => readFullId(id)).toThrow(EngineAnswerError);
  });

  it.each([undefined, null, 7, {}, [ID]])('take no %j from an engine (T25)', (id) => {
    expect(() => readFullId(id)).toThrow(EngineAnswerError);
  });
});

describe('checkImageRef', () => {
  it.each(['redis', 'redis:7', 'r.test:5000/a/b:1.2', `r.test/a@sha256:${ID}`])('takes %j', (imageRef) => {
    expect(checkImageRef(imageRef)).toBe(imageRef);
  });

  it.each([...LEADING_AWAY.filter((text) => text !== 'a/b'), 'a//b', '/a', 'a:b:c', 'a@sha256:1'])(
    'refuses %j (T11)',
    (imageRef) => {
      expect(() => checkImageRef(imageRef)).toThrow(EngineRefusedError);
    },
  );
});

describe('checkVariableNames', () => {
  it.each(['', 'A=B', 'A\nB', '1A', 'A B'])('refuses %j, and does not repeat its value', (name) => {
    const check = (): void => {
      checkVariableNames({ [name]: 'SECRET' });
    };

    expect(check).toThrow(EngineRefusedError);
    expect(check).not.toThrow('SECRET');
  });
});
