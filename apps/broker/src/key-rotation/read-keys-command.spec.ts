import { describe, expect, it } from 'vitest';
import { UsageError } from '#configuration';
import { readKeysCommand } from './read-keys-command.js';

describe('readKeysCommand', () => {
  it.each([
    [['status'], 'status', []],
    [['rotate'], 'rotate', []],
    [['rotate', '--kek'], 'rotate --kek', []],
    [['rotate', '-config', 'f', '--kek'], 'rotate --kek', ['-config', 'f']],
  ])('reads %j', (argv, command, flags) => {
    expect(readKeysCommand(argv)).toEqual({ command, flags });
  });

  it.each([[[]], [['destroy']], [['status', '--kek']], [['--kek', 'rotate']]])('refuses %j', (argv) => {
    expect(() => readKeysCommand(argv)).toThrow(UsageError);
  });
});
