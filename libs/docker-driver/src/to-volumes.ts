import type { VolumeMount } from './docker-driver.port.js';
import { readArray, readObject, readString } from './read-answer.js';
import type { JsonObject } from './read-answer.js';

/** The volumes among a container's mounts, and where they are seen inside. Throws `EngineAnswerError`. */
export function toVolumeMounts(mounts: unknown): readonly VolumeMount[] {
  return readVolumes(mounts).map((mount) => ({
    volumeName: readString(mount['Name'], 'Name'),
    path: readString(mount['Destination'], 'Destination'),
  }));
}

/** Only their names. Throws `EngineAnswerError`. */
export function toVolumeNames(mounts: unknown): readonly string[] {
  return readVolumes(mounts).map((mount) => readString(mount['Name'], 'Name'));
}

function readVolumes(mounts: unknown): readonly JsonObject[] {
  const all = readArray(mounts, 'Mounts').map((mount) => readObject(mount, 'a mount'));
  return all.filter((mount) => mount['Type'] === 'volume');
}
