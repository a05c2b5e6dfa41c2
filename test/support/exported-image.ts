import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOCKET_PATH } from './engine.js';

const NOVELTY_BYTES = 4 * 2 ** 20;
const TYPES = 'application/vnd.docker';
export const MANIFEST_TYPE = `${TYPES}.distribution.manifest.v2+json`;

/** What a registry keeps of one image: its manifest, and by digest what that one names. */
export interface ExportedImage {
  readonly manifest: Buffer;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

interface Config {
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly object[];
}

interface Saved {
  readonly Config: string;
  readonly Layers: readonly string[];
}

/**
 * An image of the engine as `docker save` writes it, in the words of registries, with one more layer: an engine pulls
 * nothing of an image that it has.
 */
export function exportNewImage(imageRef: string): ExportedImage {
  const folder = mkdtempSync(join(tmpdir(), 'docker-broker-image-'));
  try {
    const archive = join(folder, 'image.tar');
    execFileSync('docker', ['-H', `unix://${SOCKET_PATH}`, 'save', '-o', archive, imageRef]);
    execFileSync('tar', ['-xf', archive, '-C', folder]);
    writeFileSync(join(folder, 'novelty'), randomBytes(NOVELTY_BYTES));
    execFileSync('tar', ['-cf', join(folder, 'novelty.tar'), '-C', folder, 'novelty']);
    return toRegistry((file) => readFileSync(join(folder, file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function toRegistry(read: (file: string) => Buffer): ExportedImage {
  const [saved] = JSON.parse(read('manifest.json').toString()) as readonly [Saved];
  const novelty = read('novelty.tar');
  const config = withLayer(read(saved.Config), digestOf(novelty));
  const layers = [...saved.Layers.map(read), novelty];
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: describe(`${TYPES}.container.image.v1+json`, config),
    layers: layers.map((layer) => describe(`${TYPES}.image.rootfs.diff.tar`, layer)),
  };
  return {
    manifest: Buffer.from(JSON.stringify(manifest)),
    blobs: new Map([config, ...layers].map((blob) => [digestOf(blob), blob])),
  };
}

function withLayer(config: Buffer, diffId: string): Buffer {
  const { rootfs, history, ...rest } = JSON.parse(config.toString()) as Config;
  const added = { created: new Date(0).toISOString(), created_by: 'novelty' };
  const layered = { ...rootfs, diff_ids: [...rootfs.diff_ids, diffId] };
  return Buffer.from(JSON.stringify({ ...rest, rootfs: layered, history: [...history, added] }));
}

function describe(mediaType: string, blob: Buffer): object {
  return { mediaType, size: blob.length, digest: digestOf(blob) };
}
