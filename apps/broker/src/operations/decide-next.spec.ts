import { describe, expect, it } from 'vitest';
import {
  ContainerNotRunningError,
  HostFullError,
  HostUnreachableError,
  ImageMissingError,
  StartRefusedError,
} from '#docker-driver';
import {
  type ClaimedOperation,
  DatabaseUnavailableError,
  FencedError,
  type OperationKind,
  type OperationMode,
  SecretUnreadableError,
} from '#persistence';
import { backoffMs } from './backoff.js';
import { nameContainer, nameVolume } from './container-name.types.js';
import { decideNext } from './decide-next.js';
import { NeverPossibleError, WorkBlockedError, WorkFailedError } from './operations.errors.js';

function claimed(kind: OperationKind, mode: OperationMode = 'forward'): ClaimedOperation {
  return {
    operationId: 'o',
    kind,
    instanceId: 'i',
    bindingId: undefined,
    hostId: undefined,
    state: 'in progress',
    mode,
    step: 's',
    description: 'd',
    execId: undefined,
    epoch: 1,
    attempts: 0,
    requestId: 'r',
    isRepeatable: true,
    isUsable: true,
    claim: { operationId: 'o', owner: 'w', epoch: 1 },
    remainingMs: undefined,
  };
}

describe('decideNext', () => {
  it.each<[OperationKind, OperationMode]>([
    ['provision', 'forward'],
    ['provision', 'undo'],
    ['deprovision', 'forward'],
    ['bind', 'forward'],
    ['unbind', 'forward'],
  ])('gives way when a %s (%s) was fenced', (kind, mode) => {
    expect(decideNext(claimed(kind, mode), new FencedError(''), undefined)).toEqual({ move: 'give way' });
  });

  it.each([
    ['failed work', new WorkFailedError('why'), 1_000, 'why'],
    ['a full host', new HostFullError('disk'), 1_000, 'could not be made'],
    ['a container that no start helps', new StartRefusedError('rlimit'), 1_000, 'cannot be started as its plan says'],
    ['a missing image', new ImageMissingError('x'), undefined, 'could not be made'],
    ['an unreadable secret', new SecretUnreadableError('x'), 1_000, 'could not be made'],
    ['a deadline that has passed', new HostUnreachableError('x'), 0, 'in time'],
    ['a deadline that has long passed', new WorkBlockedError('x'), -5, 'in time'],
    ['a bug past the deadline', new TypeError('x'), -5, 'in time'],
  ])('undoes a creation after %s', (_, error, remainingMs, description) => {
    for (const kind of ['provision', 'bind'] as const)
      expect(decideNext(claimed(kind), error, remainingMs)).toEqual({
        move: 'undo',
        description: expect.stringContaining(description) as string,
        isRepeatable: true,
      });
  });

  it('undoes an update like a creation, and says whether it is worth another try (ERR-05)', () => {
    const undo = { move: 'undo', description: 'why', isRepeatable: true };

    expect(decideNext(claimed('update'), new WorkFailedError('why'), 1)).toEqual(undo);
    expect(decideNext(claimed('update'), new NeverPossibleError('why'), 1)).toEqual({ ...undo, isRepeatable: false });
    expect(decideNext(claimed('update'), new ImageMissingError('x'), 1)).toMatchObject({
      move: 'undo',
      description: expect.stringContaining('could not be changed') as string,
    });
    expect(decideNext(claimed('update', 'undo'), new WorkFailedError('why'), -1)).toMatchObject({ move: 'postpone' });
  });

  it.each([
    ['a silent host', new HostUnreachableError('x')],
    ['a container that is not up', new ContainerNotRunningError('x')],
    ['a database that is away', new DatabaseUnavailableError('x')],
    ['something that is in the way', new WorkBlockedError('x')],
    ['a bug', new TypeError('x')],
    ['what is no error', 'x'],
  ])('tries a creation again after %s', (_, error) => {
    expect(decideNext(claimed('provision'), error, 1)).toMatchObject({ move: 'postpone' });
    expect(decideNext(claimed('bind'), error, undefined)).toMatchObject({ move: 'postpone' });
  });

  it.each([new WorkFailedError('x'), new HostFullError('x'), new HostUnreachableError('x'), new TypeError('x')])(
    'never gives deletions and undoing up: %s',
    (error) => {
      expect(decideNext(claimed('deprovision'), error, -1)).toMatchObject({ move: 'postpone' });
      expect(decideNext(claimed('unbind'), error, -1)).toMatchObject({ move: 'postpone' });
      expect(decideNext(claimed('provision', 'undo'), error, -1)).toMatchObject({ move: 'postpone' });
      expect(decideNext(claimed('bind', 'undo'), error, -1)).toMatchObject({ move: 'postpone' });
    },
  );
});

describe('backoffMs', () => {
  it.each([
    [0, 0, 100],
    [0, 0.5, 500],
    [1, 0.5, 1_000],
    [5, 0.5, 16_000],
    [9, 1, 300_000],
    [1_000, 1, 300_000],
    [1_000, 0, 100],
  ])('after %i attempts, with chance %d, is %i', (attempts, chance, delayMs) => {
    expect(backoffMs(attempts, () => chance)).toBe(delayMs);
  });
});

describe('nameContainer', () => {
  it.each(['i', '0', '8af8d1b2-0000-4000-8000-0123456789ab', 'x'.repeat(50)])('says a plain id: %s', (id) => {
    expect(nameContainer(id)).toBe(`osb-${id}`);
  });

  it.each(['', 'A', 'a_b', 'a/b', '-a', 'ä', '../x', 'x'.repeat(51), 'a\n'])(
    'hashes what Docker refuses: %j (T11)',
    (id) => {
      expect(nameContainer(id)).toMatch(/^osb-[0-9a-f]{64}$/);
    },
  );

  it('tells all ids apart', () => {
    const ids = ['a', 'A', 'a ', 'a/', 'a_', 'ä', 'x'.repeat(51), 'x'.repeat(52)];

    expect(new Set(ids.map(nameContainer)).size).toBe(ids.length);
    expect(nameVolume('osb-a', 1)).toBe('osb-a-1');
  });
});
