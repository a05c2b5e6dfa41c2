import type { LogLevel } from '@nestjs/common';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { JsonLineLogger } from './json-line-logger.js';
import { readLogLevels } from './read-log-levels.js';

type Line = Record<string, unknown>;

describe('JsonLineLogger', () => {
  const written: { stream: 'out' | 'err'; text: string }[] = [];
  const lines = (): Line[] => written.map(({ text }) => JSON.parse(text) as Line);
  const lastLine = (): Line => lines().at(-1) ?? {};

  beforeEach(() => {
    written.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(
      (text) => written.push({ stream: 'out', text: String(text) }) > 0,
    );
    vi.spyOn(process.stderr, 'write').mockImplementation(
      (text) => written.push({ stream: 'err', text: String(text) }) > 0,
    );
  });

  /** Lines of one turn of the event loop are written together at its end. */
  const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  afterAll(() => {
    Logger.overrideLogger(new ConsoleLogger());
  });

  it('puts the fields of an object beside the message', async () => {
    new JsonLineLogger().log({ message: 'operation ended', operationId: 'o1', ms: 12, state: 'succeeded' }, 'Runner');
    await aTurn();

    expect(written).toHaveLength(1);
    expect(written[0]?.text.endsWith('}\n')).toBe(true);
    expect(lastLine()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      context: 'Runner',
      message: 'operation ended',
      operationId: 'o1',
      ms: 12,
      state: 'succeeded',
    });
  });

  it("serves Nest's own logger", async () => {
    Logger.overrideLogger(new JsonLineLogger());

    new Logger('Heartbeat').warn('connection lost');
    await aTurn();

    expect(lastLine()).toMatchObject({ level: 'warn', context: 'Heartbeat', message: 'connection lost' });
  });

  it('tells an error in words with its causes, and its stack', () => {
    const error = new TypeError('no answer', { cause: new Error('connect ECONNREFUSED') });

    new JsonLineLogger().error({ message: 'step failed', instanceId: 'i1', error });

    expect(written[0]?.stream).toBe('err');
    expect(lastLine()).toMatchObject({
      level: 'error',
      message: 'step failed',
      instanceId: 'i1',
      error: 'TypeError: no answer ← Error: connect ECONNREFUSED',
      stack: expect.stringContaining('json-line-logger.spec') as string,
    });
  });

  it('takes an error as the message itself', () => {
    new JsonLineLogger().error(new Error('broken'));

    expect(lastLine()).toMatchObject({ message: 'broken', error: 'Error: broken' });
  });

  it('lets no field take the place of level, time or context', async () => {
    new JsonLineLogger().log({ message: 'hello', level: 'fatal', time: 'never', context: 'Other' }, 'Mine');
    await aTurn();

    expect(lastLine()).toMatchObject({ level: 'info', context: 'Mine' });
    expect(lastLine()['time']).not.toBe('never');
  });

  it('writes nothing below its level', async () => {
    const logger = new JsonLineLogger({ level: 'warn' });

    logger.log('quiet');
    logger.warn('loud');
    await aTurn();

    expect(lines().map(({ message }) => message)).toEqual(['loud']);
  });

  it('leaves out what Nest says of its own start, unless that is asked for', async () => {
    new JsonLineLogger().log('CatalogModule dependencies initialized', 'InstanceLoader');
    new JsonLineLogger({ level: 'debug' }).log('Mapped {/ping, POST} route', 'RouterExplorer');
    await aTurn();

    expect(lines().map(({ message }) => message)).toEqual(['Mapped {/ping, POST} route']);
  });
});

describe('readLogLevels', () => {
  it.each<[string | undefined, LogLevel[]]>([
    ['error', ['fatal', 'error']],
    ['WARN', ['fatal', 'error', 'warn']],
    ['info', ['fatal', 'error', 'warn', 'log']],
    [undefined, ['fatal', 'error', 'warn', 'log']],
    ['nonsense', ['fatal', 'error', 'warn', 'log']],
    ['verbose', ['fatal', 'error', 'warn', 'log', 'debug', 'verbose']],
  ])('reads %s', (word, levels) => {
    expect(readLogLevels(word)).toEqual(levels);
  });
});
