import { describe, expect, it } from 'vitest';
import { toPackage } from './compose-command.mjs';

describe('toPackage', () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'docker-compose'],
    ['PRETTY_NAME="Ubuntu 24.04 LTS"\nID=ubuntu\nID_LIKE=debian\n', 'docker-compose-v2'],
  ])('chooses what works on %j', (osRelease, name) => {
    expect(toPackage(osRelease)).toBe(name);
  });
});
