import { valid } from 'semver';
import { describe, expect, it } from 'vitest';
import { identify, isUpToDate, toLabels } from './image-version.mjs';

const LABEL = 'org.opencontainers.image.version';
const image = { Id: 'sha256:a', RepoTags: ['docker-broker/redis:d29cf682b87f4028'] };
const labels = toLabels('1.0.0', 'd29cf682b87f4028');

describe('the version of an image', () => {
  it('is a SemVer that names the content, leading zeros and all', () => {
    expect(labels).toEqual({ [LABEL]: '1.0.0+d29cf682b87f4028' });
    expect(toLabels(undefined, 'd29cf682b87f4028')).toEqual({});
    expect(valid(toLabels('1.0.0', '0123456789012345')[LABEL])).not.toBeNull();
  });

  it.each([
    ['was never built', undefined, labels, false],
    ['was built without labels', { ...image, Labels: null }, labels, false],
    ['has the version of its base', { ...image, Labels: { [LABEL]: '1.0.0+f' } }, labels, false],
    ['has its version', { ...image, Labels: { ...labels, another: 'label' } }, labels, true],
    ['needs none', { ...image, Labels: null }, {}, true],
  ])('tells whether an image is up to date that %s', (_what, found, wanted, expected) => {
    expect(isUpToDate(found, wanted)).toBe(expected);
  });

  it.each([
    ['the version of the base', { ...image, Labels: labels }, '1.0.0+d29cf682b87f4028'],
    ['its id when it has none', { ...image, Labels: null }, 'sha256:a'],
    ['what names it when nothing has that name', undefined, 'sha256:b'],
  ])('depends on %s', (_what, found, expected) => {
    expect(identify('sha256:b', found)).toBe(expected);
  });
});
