import { askEngine, findContainers } from './engine.js';

interface Identified {
  readonly Id: string;
}

/** What a script of the image's shell prints in the instance's container, as its own user or as another one. */
export async function lookInside(instanceId: string, script: string, user = ''): Promise<string> {
  const [containerId = ''] = await findContainers(instanceId);
  const order = { Cmd: ['/bin/bash', '-c', script], User: user, AttachStdout: true, AttachStderr: true, Tty: true };
  const { body } = await askEngine('POST', `/containers/${containerId}/exec`, order);
  const started = await askEngine('POST', `/exec/${(body as Identified).Id}/start`, { Detach: false, Tty: true });
  return toText(started.body).replaceAll('\r\n', '\n').trim();
}

/** What looks like JSON, a number for one, was read as JSON on the way. */
function toText(body: unknown): string {
  return typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
}

/** The engine's own word about the instance's container. */
export async function inspectContainer<T>(instanceId: string): Promise<T> {
  const [containerId = ''] = await findContainers(instanceId);
  return (await askEngine('GET', `/containers/${containerId}/json`)).body as T;
}
