import { readArray, readObject, readString } from './read-answer.js';

/** The named volumes among a container's mounts. Throws `EngineAnswerError`. */
export function toVolumeNames(mounts: unknown): readonly string[] {
  const all = readArray(mounts, 'Mounts').map((mount) => readObject(mount, 'a mount'));
  return all.filter((mount) => mount['Type'] === 'volume').map((mount) => readString(mount['Name'], 'Name'));
}
