import { sendRequest } from './send-request.js';
import type { HttpAnswer } from './send-request.js';

export const SOCKET_PATH = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';

interface Identified {
  readonly Id: string;
}

/** What tests ask of the engine behind the broker's back. */
export function askEngine(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<HttpAnswer> {
  const headers = { 'Content-Type': 'application/json' };
  return sendRequest({ socketPath: SOCKET_PATH, method, path, headers }, body);
}

/** Ids of the instance's containers, whether they run or not. */
export async function findContainers(instanceId: string): Promise<readonly string[]> {
  const { body } = await askEngine('GET', `/containers/json?all=1&${filterOf(instanceId)}`);
  return (body as Identified[]).map(({ Id }) => Id);
}

export async function findVolumes(instanceId: string): Promise<readonly string[]> {
  const { body } = await askEngine('GET', `/volumes?${filterOf(instanceId)}`);
  return ((body as { Volumes: { Name: string }[] | null }).Volumes ?? []).map(({ Name }) => Name);
}

/** Host ports by container port, as in `{ "6379/tcp": "20001" }`. */
export async function findHostPorts(instanceId: string): Promise<Readonly<Record<string, string | undefined>>> {
  const [containerId = ''] = await findContainers(instanceId);
  const { body } = await askEngine('GET', `/containers/${containerId}/json`);
  const { Ports } = (body as { NetworkSettings: { Ports: Record<string, { HostPort: string }[] | null> } })
    .NetworkSettings;
  return Object.fromEntries(Object.entries(Ports).map(([port, published]) => [port, published?.[0]?.HostPort]));
}

/** As `docker restart` does. */
export async function restartContainer(instanceId: string): Promise<void> {
  const [containerId = ''] = await findContainers(instanceId);
  const { status } = await askEngine('POST', `/containers/${containerId}/restart?t=10`);
  if (status !== 204) throw new Error(`The engine does not restart the container (${status}).`);
}

/** What a program in the instance's container prints. */
export async function runInContainer(instanceId: string, command: readonly string[]): Promise<string> {
  const [containerId = ''] = await findContainers(instanceId);
  const { body } = await askEngine('POST', `/containers/${containerId}/exec`, {
    Cmd: command,
    AttachStdout: true,
    Tty: true,
  });
  const started = await askEngine('POST', `/exec/${(body as Identified).Id}/start`, { Detach: false, Tty: true });
  return String(started.body);
}

/** Whatever a failed test has left of its own instance. */
export async function removeLeftovers(instanceId: string): Promise<void> {
  for (const id of await findContainers(instanceId)) await askEngine('DELETE', `/containers/${id}?force=1&v=1`);
  for (const name of await findVolumes(instanceId)) await askEngine('DELETE', `/volumes/${name}`);
}

function filterOf(instanceId: string): string {
  return `filters=${encodeURIComponent(JSON.stringify({ label: [`docker-broker.instance=${instanceId}`] }))}`;
}
