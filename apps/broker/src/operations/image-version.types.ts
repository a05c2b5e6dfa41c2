import type { ImageInfo } from '#docker-driver';
import { coerce, parse, SemVer } from 'semver';

const VERSION_LABEL = 'org.opencontainers.image.version';
const SHOWN_DIGITS = 12;

/**
 * What an image is to platforms: the version that its label says, with the beginning of its digest as build metadata, so
 * that a rebuilt image is another version (CAT-26). A label with build metadata of its own is taken as it is. Images
 * that no registry has seen differ from host to host; what their label says should not.
 */
export function toImageVersion({
  imageId,
  digests,
  labels,
}: Pick<ImageInfo, 'imageId' | 'digests' | 'labels'>): string {
  const label = labels[VERSION_LABEL] ?? '';
  const version = parse(label) ?? coerce(label.replace(/\b0+(?=\d)/g, '')) ?? new SemVer('0.0.0');
  if (version.build.length > 0) return `${version.version}+${version.build.join('.')}`;
  const digest = /sha256:([0-9a-f]{12})/.exec([...digests].sort()[0] ?? imageId)?.[1] ?? imageId.slice(0, SHOWN_DIGITS);
  return `${version.version}+${digest}`;
}
