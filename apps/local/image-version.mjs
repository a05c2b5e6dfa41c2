/** Where an image says its version: the broker's catalog offers it as maintenance. */
const versionLabel = 'org.opencontainers.image.version';

/**
 * Two images of the same content have the same version, whatever host they were built on.
 *
 * @param {string | undefined} release SemVer; an image without one has no version
 * @param {string} tag names the content
 * @returns {Record<string, string>}
 */
export function toLabels(release, tag) {
  return release ? { [versionLabel]: `${release}+${tag}` } : {};
}

/**
 * Images of older checkouts have the tag, but no version yet.
 *
 * @param {import('./engine-api.mjs').ImageSummary | undefined} image that has the tag
 * @param {Record<string, string>} labels that it should have
 */
export function isUpToDate(image, labels) {
  return image !== undefined && Object.entries(labels).every(([name, value]) => image.Labels?.[name] === value);
}

/**
 * What an image depends on when it stands on another one: its version, for each host that builds it gives it another id.
 *
 * @param {string} base
 * @param {import('./engine-api.mjs').ImageSummary | undefined} image that has this name
 */
export function identify(base, image) {
  return image?.Labels?.[versionLabel] ?? image?.Id ?? base;
}
