import http from 'node:http';
import readline from 'node:readline';
import { URLSearchParams } from 'node:url';
import { SetupError } from './run-main.mjs';

/**
 * The few calls of the Docker Engine API that we need before any package is installed.
 *
 * @typedef {{ socketPath: string } | { host: string, port: number }} EngineAddress
 * @typedef {{ Id: string, RepoTags: string[] | null, Labels?: Record<string, string> | null }} ImageSummary
 */

const idleLimitMs = 600_000;

/**
 * @param {string} dockerHost as in DOCKER_HOST
 * @returns {EngineAddress}
 */
export function toEngineAddress(dockerHost) {
  const url = URL.canParse(dockerHost) ? new URL(dockerHost) : undefined;
  if (url?.protocol === 'unix:') return { socketPath: url.pathname };
  if (url?.protocol === 'tcp:') return { host: url.hostname, port: Number(url.port || 2375) };
  throw new SetupError(`DOCKER_HOST is ${dockerHost}; this command knows unix:///path and tcp://host:port.`);
}

/**
 * @param {EngineAddress} address
 * @returns {Promise<string | undefined>} why it does not answer (`EACCES`, `ENOENT` …), `undefined` when it does
 */
export async function whyNotAnswering(address) {
  try {
    const response = await request(address, 'GET', '/_ping', { timeoutMs: 5000 });
    response.resume();
    return response.statusCode === 200 ? undefined : String(response.statusCode);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);
  }
}

/**
 * @param {EngineAddress} address
 * @returns {Promise<ImageSummary[]>}
 */
export async function listImages(address) {
  const response = await request(address, 'GET', '/images/json');
  return JSON.parse((await response.setEncoding('utf8').toArray()).join(''));
}

/**
 * @param {EngineAddress} address
 * @param {string} source id or name of an image
 * @param {{ repo: string, tag: string }} target
 */
export async function tagImage(address, source, target) {
  await stream(address, `/images/${source}/tag?${new URLSearchParams(target)}`);
}

/**
 * Calls what answers with a stream of JSON lines (pull, import, build).
 *
 * @param {EngineAddress} address
 * @param {string} path
 * @param {{ body?: NodeJS.ReadableStream, onLine?: (line: string) => void, timeoutMs?: number }} [options]
 */
export async function stream(address, path, { body, onLine, timeoutMs } = {}) {
  const response = await request(address, 'POST', path, { body, timeoutMs });
  const told = [];
  for await (const line of readline.createInterface({ input: response })) {
    const { stream: text = '', status = text, error, message = error } = JSON.parse(line);
    told.push(status);
    onLine?.(status);
    if (message) throw new SetupError(`${told.slice(-30).join('')}\nThe Docker engine says: ${message}`);
  }
}

/**
 * @param {EngineAddress} address
 * @param {string} method
 * @param {string} path
 * @param {{ body?: NodeJS.ReadableStream | undefined, timeoutMs?: number | undefined }} [options]
 * @returns {Promise<http.IncomingMessage>}
 */
function request(address, method, path, { body, timeoutMs = idleLimitMs } = {}) {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'Content-Type': 'application/x-tar' } : {};
    const call = http.request({ ...address, method, path, headers, timeout: timeoutMs }, resolve);
    call.once('error', reject);
    call.once('timeout', () => call.destroy(new Error('the Docker engine is silent')));
    if (body) body.pipe(call);
    else call.end();
  });
}
