import { callEngine, CREATE_MS, INSPECT_MS } from './call-engine.js';
import { readFullId } from './check-name.js';
import type { LogShipperSpec } from './docker-driver.port.js';
import type { DockerClient } from './engine-clients.js';
import { readObject, readString } from './read-answer.js';
import { toShipperOptions } from './to-shipper-options.js';

/** Where an engine keeps its containers is asked of itself. */
export async function createLogShipper(docker: DockerClient, spec: LogShipperSpec): Promise<string> {
  const rootDir = await callEngine({ name: 'describe the engine', timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const info = readObject(await docker.info({ abortSignal }), 'the engine');
    return readString(info['DockerRootDir'], 'DockerRootDir');
  });
  const options = toShipperOptions(spec, rootDir);
  return callEngine({ name: `create container ${spec.name}`, timeoutMs: CREATE_MS }, async (abortSignal) =>
    readFullId((await docker.createContainer({ ...options, abortSignal })).id),
  );
}
