import type Docker from 'dockerode';

import { callEngine, CREATE_MS, STOP_MS } from './call-engine.js';
import { checkName } from './check-name.js';
import { isMissing, undefinedWhen } from './translate-docker-error.js';

type Labels = Readonly<Record<string, string>>;

/** Docker's own create is "make sure": a volume that is there stays as it is. */
export async function ensureVolume(docker: Docker, volumeName: string, labels: Labels): Promise<void> {
  const options = { Name: checkName(volumeName), Driver: 'local', Labels: { ...labels } };
  await callEngine({ name: `create volume ${volumeName}`, timeoutMs: CREATE_MS }, (abortSignal) =>
    docker.createVolume({ ...options, abortSignal }),
  );
}

export async function removeVolume(docker: Docker, volumeName: string): Promise<void> {
  const volume = docker.getVolume(checkName(volumeName));
  await callEngine({ name: `remove volume ${volumeName}`, timeoutMs: STOP_MS }, (abortSignal) =>
    undefinedWhen(isMissing, volume.remove({ abortSignal })),
  );
}
