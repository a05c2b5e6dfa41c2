import { describe, expect, it } from 'vitest';

import { EngineAnswerError, ImageUnavailableError } from './docker-driver.errors.js';
import { PullProgress } from './pull-progress.js';

const loading = (id: string, current: unknown, total: unknown): unknown => {
  return { status: 'Downloading', id, progressDetail: { current, total } };
};

describe('PullProgress', () => {
  it('counts the bytes of all layers, and never goes back', () => {
    const progress = new PullProgress();
    const seen = [
      { status: 'Pulling from library/redis', id: '7' },
      { status: 'Already exists', id: 'z', progressDetail: {} },
      loading('a', 50, 100),
      loading('b', 0, 300),
      loading('b', 250, 300),
      { status: 'Download complete', id: 'a', progressDetail: {} },
      { status: 'Extracting', id: 'a', progressDetail: { current: 1, total: 100 } },
      loading('b', 400, 300),
    ].map((event) => {
      progress.take(event);
      return progress.percent;
    });

    expect(seen).toEqual([undefined, undefined, 50, 50, 75, 87, 87, 100]);
  });

  it('does not count waiting as progress', () => {
    const progress = new PullProgress();

    expect(progress.take({ status: 'Retrying in 5 seconds', id: 'a' })).toBe(false);
    expect(progress.take({ status: 'Waiting', id: 'a' })).toBe(false);
    expect(progress.take(loading('a', 1, 2))).toBe(true);
  });

  it('ends with the error that the engine writes into the stream', () => {
    expect(() => new PullProgress().take({ error: 'unauthorized' })).toThrow(ImageUnavailableError);
  });

  it('takes no nonsense', () => {
    const progress = new PullProgress();

    expect(() => progress.take('text')).toThrow(EngineAnswerError);
    progress.take(loading('a', '1', -5));
    progress.take(loading('a', 1, NaN));
    expect(progress.percent).toBeUndefined();
  });
});
