import { describe, expect, it } from 'vitest';
import { decideAfterPass } from './decide-after-pass.js';

const LIMITS = { keepMs: 1_000, pauseMs: 50 };

describe('decideAfterPass', () => {
  it.each([
    ['what it sealed anew', { resealed: 3, unreadable: 0, cleanForMs: undefined }, 'again', 0],
    ['that, though earlier passes found nothing', { resealed: 3, unreadable: 0, cleanForMs: 5_000 }, 'again', 0],
    ['some of which does not open', { resealed: 3, unreadable: 1, cleanForMs: undefined }, 'again', 0],
    ['only what does not open', { resealed: 0, unreadable: 1, cleanForMs: 5_000 }, 'kept', 50],
    ['nothing for the first time', { resealed: 0, unreadable: 0, cleanForMs: undefined }, 'clean', 1_000],
    ['nothing, too early', { resealed: 0, unreadable: 0, cleanForMs: 400 }, 'clean', 600],
    ['nothing, for long enough', { resealed: 0, unreadable: 0, cleanForMs: 1_000 }, 'destroyed', 0],
  ] as const)('when it found %s (row 92)', (_, pass, end, dueInMs) => {
    expect(decideAfterPass(pass, LIMITS)).toEqual({ end, dueInMs });
  });
});
