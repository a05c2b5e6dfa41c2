import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Gate } from './operations/testing/gate.js';
import { RecordingLogger } from './operations/testing/recording-logger.js';
import { stopWithProcess } from './stop-with-process.js';

class PlayedProcess extends EventEmitter {
  readonly exits: number[] = [];

  exit(status: number): void {
    this.exits.push(status);
  }
}

describe('stopWithProcess', () => {
  let logger: RecordingLogger;
  let own: PlayedProcess;
  let closed: Gate;
  let closings: number;
  let doors: { readonly close: () => void };

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    vi.useFakeTimers();
    logger.entries.length = 0;
    own = new PlayedProcess();
    closed = new Gate();
    closings = 0;
    const close = (): Promise<void> => {
      closings += 1;
      return closed.opened;
    };
    doors = { close: vi.fn() };
    const getHttpServer = (): never => doors as never;
    stopWithProcess({ close, getHttpServer }, new Logger('Broker'), own);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['SIGINT', 'SIGTERM'])('answers what waits before it exits, and once only: %s (row 9)', async (signal) => {
    own.emit(signal);
    own.emit(signal);
    await vi.advanceTimersByTimeAsync(5_000);
    expect({ closings, exits: own.exits }).toEqual({ closings: 1, exits: [] });
    expect(doors.close).toHaveBeenCalledTimes(1);

    closed.open();
    await vi.advanceTimersByTimeAsync(0);

    expect(own.exits).toEqual([0]);
    expect(logger.entries).toMatchObject([{ message: 'stopping' }, { message: 'stopped' }]);
  });

  it('does so with status 1 when nobody caught an error, and tells it (row 11)', async () => {
    const error = new TypeError('bug');

    own.emit('uncaughtException', error);
    own.emit('uncaughtException', error);
    closed.open();
    await vi.advanceTimersByTimeAsync(0);

    expect({ closings, exits: own.exits }).toEqual({ closings: 1, exits: [1] });
    expect(logger.entries).toContainEqual({ message: 'the broker failed and stops', error });
  });

  it('exits within ten seconds, whatever does not end (rows 9 and 11)', async () => {
    own.emit('uncaughtException', new TypeError('bug'));

    await vi.advanceTimersByTimeAsync(9_000);

    expect(own.exits).toEqual([1]);
    expect(logger.entries).toContainEqual({ message: expect.stringMatching(/^stopped by force/) as string });
    closed.open();
  });
});
