import type Docker from 'dockerode';

import { callEngine, CREATE_MS, INSPECT_MS, STOP_MS } from './call-engine.js';
import { checkChange } from './check-change.js';
import { checkFullId, checkName, readFullId } from './check-name.js';
import { DemuxStream } from './demux-stream.js';
import { EngineAnswerError } from './docker-driver.errors.js';
import type { ContainerChange, ContainerInfo, ContainerSpec, ContainerSummary } from './docker-driver.port.js';
import { hideValues } from './hide-values.js';
import { readArray } from './read-answer.js';
import { toContainerInfo } from './to-container-info.js';
import { toContainerSummary } from './to-container-summary.js';
import { toCreateOptions } from './to-create-options.js';
import { toHostLimits } from './to-host-limits.js';
import { isAlreadySo, isMissing, undefinedWhen } from './translate-docker-error.js';

const MAX_LOG_BYTES = 64 * 1024;

export async function createContainer(docker: Docker, spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
  const options = toCreateOptions(spec);
  return callEngine({ name: `create container ${spec.name}`, timeoutMs: CREATE_MS, signal }, async (abortSignal) => {
    const container = await hideValues(spec.environment, docker.createContainer({ ...options, abortSignal }));
    return readFullId(container.id);
  });
}

/** Docker finds by the beginning of an id too: such a find proves that nothing has this name. */
export async function findContainer(docker: Docker, nameOrId: string): Promise<ContainerInfo | undefined> {
  const container = docker.getContainer(checkName(nameOrId));
  const answer = await callEngine({ name: `inspect container ${nameOrId}`, timeoutMs: INSPECT_MS }, (abortSignal) =>
    undefinedWhen(isMissing, container.inspect({ abortSignal })),
  );
  if (answer === undefined) return undefined;
  const found = toContainerInfo(answer);
  return found.name === nameOrId || found.containerId === nameOrId ? found : undefined;
}

export async function listContainers(docker: Docker, label?: string): Promise<readonly ContainerSummary[]> {
  const query = { all: true, ...(label === undefined ? {} : { filters: { label: [label] } }) };
  return callEngine({ name: 'list containers', timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const answer: unknown = await docker.listContainers({ ...query, abortSignal });
    return readArray(answer, 'containers').map(toContainerSummary);
  });
}

export async function updateContainer(docker: Docker, containerId: string, change: ContainerChange): Promise<void> {
  const container = docker.getContainer(checkFullId(containerId));
  // Engines answer 500 to an empty body; 0 is "as before".
  const limits = { Memory: 0, ...toHostLimits(checkChange(change)) };
  await callEngine({ name: `change container ${containerId}`, timeoutMs: CREATE_MS }, (abortSignal) =>
    container.update({ ...limits, abortSignal }),
  );
}

export async function startContainer(docker: Docker, containerId: string): Promise<void> {
  const container = docker.getContainer(checkFullId(containerId));
  await callEngine({ name: `start container ${containerId}`, timeoutMs: STOP_MS }, (abortSignal) =>
    undefinedWhen(isAlreadySo, container.start({ abortSignal })),
  );
}

export async function stopContainer(docker: Docker, containerId: string, graceSeconds: number): Promise<void> {
  const container = docker.getContainer(checkFullId(containerId));
  const timeoutMs = STOP_MS + graceSeconds * 1000;
  await callEngine({ name: `stop container ${containerId}`, timeoutMs }, (abortSignal) =>
    undefinedWhen((error) => isAlreadySo(error) || isMissing(error), container.stop({ t: graceSeconds, abortSignal })),
  );
}

export async function removeContainer(docker: Docker, containerId: string): Promise<void> {
  const container = docker.getContainer(checkFullId(containerId));
  await callEngine({ name: `remove container ${containerId}`, timeoutMs: STOP_MS }, (abortSignal) => {
    const options: Docker.ContainerRemoveOptions & { abortSignal: AbortSignal } = { v: true, force: true, abortSignal };
    return undefinedWhen(isMissing, container.remove(options));
  });
}

export async function readLogTail(docker: Docker, containerId: string, lines: number): Promise<string> {
  const container = docker.getContainer(checkFullId(containerId));
  const log = await callEngine({ name: `read the log of ${containerId}`, timeoutMs: INSPECT_MS }, (abortSignal) =>
    container.logs({ follow: false, stdout: true, stderr: true, tail: lines, abortSignal }),
  );
  return Buffer.isBuffer(log) ? toText(log).slice(-MAX_LOG_BYTES) : '';
}

/** Both streams in their order. The log of a container with a terminal has no frames: it is text already. */
function toText(log: Buffer): string {
  const lines: Buffer[] = [];
  try {
    new DemuxStream((text) => lines.push(text)).push(log);
  } catch (error) {
    if (error instanceof EngineAnswerError) return log.toString('utf8');
    throw error;
  }
  return Buffer.concat(lines).toString('utf8');
}
