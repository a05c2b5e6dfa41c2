import { sendRequest } from '../../support/send-request.js';
import { HEADERS } from './platform.js';
import { newInstance } from './resource.js';

/** Orders an instance, and waits for no answer. */
export async function hangUpOn(port: number, instanceId: string, afterMs: number): Promise<void> {
  const { path, order } = newInstance(instanceId);
  const target = { host: '127.0.0.1', port, method: 'PUT', path: `${path}?accepts_incomplete=true`, headers: HEADERS };
  await sendRequest({ ...target, signal: AbortSignal.timeout(afterMs) }, order).catch(() => undefined);
}
