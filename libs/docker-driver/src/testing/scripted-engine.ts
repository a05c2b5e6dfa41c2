import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DockerEndpoint } from '../docker-driver.port.js';

/** An HTTP server that stands for an engine and may answer as no engine would. */
export interface ScriptedEngine {
  readonly endpoint: DockerEndpoint;
  /** `METHOD path` of what was asked, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** `answer` sees all requests but `GET /version`, which is answered with `apiVersion`. */
export async function openScriptedEngine(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  apiVersion = (): string => '1.41',
): Promise<ScriptedEngine> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.url === '/version')
      sendJson(response, 200, { Version: '20.10.24', ApiVersion: apiVersion(), MinAPIVersion: '1.24' });
    else answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { endpoint: { kind: 'tcp', host: '127.0.0.1', port }, requests, close };
}

export function sendJson(response: ServerResponse, statusCode: number, answer: unknown): void {
  response.writeHead(statusCode, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
}
