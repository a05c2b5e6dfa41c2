import { callEngine, INSPECT_MS } from './call-engine.js';
import type { DockerClient } from './engine-clients.js';
import type { EngineInfo } from './docker-driver.port.js';
import { readObject, readString, readStrings } from './read-answer.js';

export async function describeEngine(docker: DockerClient): Promise<EngineInfo> {
  return callEngine({ name: 'describe the engine', timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const info = readObject(await docker.info({ abortSignal }), 'the engine');
    const version = readObject(await docker.version({ abortSignal }), 'the version');
    return {
      engineId: readString(info['ID'], 'ID'),
      engineVersion: readString(version['Version'], 'Version'),
      apiVersion: readString(version['ApiVersion'], 'ApiVersion'),
      securityOptions: readStrings(info['SecurityOptions'], 'SecurityOptions'),
      isLiveRestoreOn: info['LiveRestoreEnabled'] === true,
    };
  });
}
