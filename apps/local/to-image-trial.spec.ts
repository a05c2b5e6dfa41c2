import { describe, expect, it } from 'vitest';
import { toImageTrial } from './to-image-trial.mjs';

const ROOT = '/repository';

describe('toImageTrial', () => {
  it.each([
    ['images/redis', '/repository/images/redis', 'docker-broker'],
    ['images/redis/', '/repository/images/redis', 'docker-broker'],
    ['test/images/legacy', '/repository/test/images/legacy', 'docker-broker-test'],
    ['/home/me/cache', '/home/me/cache', 'image-test'],
  ])('takes %s for an image of its own repository', (given, folder, repository) => {
    expect(toImageTrial([given], ROOT)).toEqual({ folder, repository, rest: [] });
  });

  it('hands on where the report is written', () => {
    expect(toImageTrial(['images/redis', '--json', 'report.json'], ROOT).rest).toEqual(['--json', 'report.json']);
  });

  it.each([[[]], [['--json', 'x']], [['images/redis', '--json']], [['images/redis', '--fast', 'x']]])(
    'says how it is used when it gets %j',
    (args) => {
      expect(() => toImageTrial(args, ROOT)).toThrow('usage: npm run image:test -- images/NAME');
    },
  );
});
