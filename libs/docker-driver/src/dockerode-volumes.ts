import type Docker from 'dockerode';

import { callEngine, CREATE_MS, INSPECT_MS, STOP_MS } from './call-engine.js';
import { checkName } from './check-name.js';
import type { Labelled, NewVolume } from './docker-driver.port.js';
import { readArray, readLabels, readObject, readString } from './read-answer.js';
import { isMissing, undefinedWhen } from './translate-docker-error.js';

/** Docker's own create is "make sure": a volume that is there stays as it is. */
export async function ensureVolume(
  docker: Docker,
  { volumeName, labels, sizeBytes }: NewVolume,
  signal?: AbortSignal,
): Promise<void> {
  const limit = sizeBytes === undefined ? {} : { DriverOpts: { size: String(sizeBytes) } };
  const options = { Name: checkName(volumeName), Driver: 'local', Labels: { ...labels }, ...limit };
  await callEngine({ name: `create volume ${volumeName}`, timeoutMs: CREATE_MS, signal }, (abortSignal) =>
    docker.createVolume({ ...options, abortSignal }),
  );
}

export async function removeVolume(docker: Docker, volumeName: string, signal?: AbortSignal): Promise<void> {
  const volume = docker.getVolume(checkName(volumeName));
  await callEngine({ name: `remove volume ${volumeName}`, timeoutMs: STOP_MS, signal }, (abortSignal) =>
    undefinedWhen(isMissing, volume.remove({ abortSignal })),
  );
}

/** `Volumes` is null on engines that have none. */
export async function listVolumes(docker: Docker, label: string): Promise<readonly Labelled[]> {
  const query = { filters: { label: [label] } };
  return callEngine({ name: 'list volumes', timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const answer: unknown = await docker.listVolumes({ ...query, abortSignal });
    const volumes = readObject(answer, 'volumes')['Volumes'] ?? [];
    return readArray(volumes, 'Volumes').map((one) => {
      const volume = readObject(one, 'a volume');
      return { name: readString(volume['Name'], 'Name'), labels: readLabels(volume['Labels'] ?? {}) };
    });
  });
}
