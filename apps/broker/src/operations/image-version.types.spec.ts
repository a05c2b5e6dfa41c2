import { valid } from 'semver';
import { describe, expect, it } from 'vitest';
import { toImageVersion } from './image-version.types.js';

const ID = `sha256:${'a1'.repeat(32)}`;
const DIGEST = `redis@sha256:${'b2'.repeat(32)}`;

describe('toImageVersion (CAT-26)', () => {
  it.each([
    ['1.2.3', [DIGEST], '1.2.3+b2b2b2b2b2b2'],
    ['v1.2.3', [DIGEST], '1.2.3+b2b2b2b2b2b2'],
    ['1.2.3-rc.1', [DIGEST], '1.2.3-rc.1+b2b2b2b2b2b2'],
    ['1.0.0+d29cf682b87f4028', [DIGEST], '1.0.0+d29cf682b87f4028'],
    ['22.04', [DIGEST], '22.4.0+b2b2b2b2b2b2'],
    ['latest', [DIGEST], '0.0.0+b2b2b2b2b2b2'],
    [undefined, [], '0.0.0+a1a1a1a1a1a1'],
    ['7.0', [], '7.0.0+a1a1a1a1a1a1'],
  ])('of the label %s and the digests %j is %s', (label, digests, version) => {
    const labels: Record<string, string> = label === undefined ? {} : { 'org.opencontainers.image.version': label };

    expect(toImageVersion({ imageId: ID, digests, labels })).toBe(version);
    expect(valid(version)).not.toBeNull();
  });

  it('does not depend on the order in which an engine lists the digests', () => {
    const digests = [DIGEST, `other@sha256:${'c3'.repeat(32)}`];

    expect(toImageVersion({ imageId: ID, digests, labels: {} })).toBe(
      toImageVersion({ imageId: ID, digests: [...digests].reverse(), labels: {} }),
    );
  });
});
