import { addAbortSignal } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { ClientRequest, IncomingMessage } from 'node:http';

import { chooseApiVersion } from './choose-api-version.js';
import { EngineAnswerError } from './docker-driver.errors.js';
import type { EngineConnection } from './engine-connection.js';
import { EngineStatusError } from './engine-status.error.js';
import { toHttpRequest } from './to-http-request.js';
import type { DialOptions } from './to-http-request.js';

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 3_000;
const NEGOTIATION_TIMEOUT_MS = 10_000;

type Callback = (error: unknown, answer: unknown) => void;

/**
 * Stands in for docker-modem under dockerode, which accepts any object that can `dial`. The original reads
 * `DOCKER_HOST` and certificate files from the environment, falls back to plain http, buffers answers without limit,
 * never ends a call whose answer is cut off, and counts the engine's thinking as connecting.
 */
export class EngineModem {
  /** dockerode writes its promise class here. */
  Promise: PromiseConstructor = Promise;
  #apiVersion: Promise<string> | undefined;

  constructor(private readonly connection: EngineConnection) {}

  /** Ends always: by the answer, by an error, or by `abortSignal`. Answers are JSON, a buffer, or a stream. */
  dial(options: DialOptions, callback: Callback): void {
    this.#dial(withSignal(options)).then(
      (answer) => {
        callback(null, answer);
      },
      (error: unknown) => {
        callback(error, null);
      },
    );
  }

  async #dial(options: DialOptions): Promise<unknown> {
    const apiVersion = options.path === '/version' ? undefined : await this.#negotiated(options.abortSignal);
    try {
      return await this.#send(options, apiVersion === undefined ? '' : `/v${apiVersion}`);
    } catch (error) {
      if (error instanceof EngineStatusError && error.statusCode === 400) this.#apiVersion = undefined;
      throw error;
    }
  }

  /**
   * One negotiation serves all who wait for it; a failed one is forgotten. Who was called off begins none: nobody would
   * hear of its failure, and a failure that nobody hears of ends the process.
   */
  async #negotiated(signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted();
    this.#apiVersion ??= this.#negotiate();
    return untilAborted(this.#apiVersion, signal);
  }

  async #negotiate(): Promise<string> {
    const abortSignal = AbortSignal.timeout(NEGOTIATION_TIMEOUT_MS);
    try {
      return chooseApiVersion(
        await this.#send({ path: '/version', method: 'GET', statusCodes: { 200: true }, abortSignal }, ''),
      );
    } catch (error) {
      this.#apiVersion = undefined;
      throw error;
    }
  }

  #send(options: DialOptions, prefix: string): Promise<unknown> {
    const { path, headers, body } = toHttpRequest(options);
    const signal = options.abortSignal;
    return new Promise((resolve, reject) => {
      const request = this.connection.open({
        method: options.method,
        path: prefix + path,
        headers,
        ...(signal === undefined ? {} : { signal }),
      });
      limitConnecting(request);
      request.once('error', reject);
      request.once('upgrade', (_response, socket: Duplex, head: Buffer) => {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      request.once('response', (response) => {
        readAnswer(response, options).then(resolve, reject);
      });
      request.end(body);
    });
  }
}

/** dockerode forgets to hand the signal on when it inspects an image. */
function withSignal(options: DialOptions): DialOptions {
  const given = options.abortSignal ?? options.options?.['abortSignal'];
  return given instanceof AbortSignal ? { ...options, abortSignal: given } : options;
}

function limitConnecting(request: ClientRequest): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('Connecting took too long.'), { code: 'ETIMEDOUT' }));
    }, CONNECT_TIMEOUT_MS);
    const stop = (): void => {
      clearTimeout(timer);
    };
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stop);
    socket.once('close', stop);
  });
}

async function readAnswer(response: IncomingMessage, options: DialOptions): Promise<unknown> {
  const statusCode = response.statusCode ?? 0;
  if (options.abortSignal !== undefined) addAbortSignal(options.abortSignal, response);
  const isSuccess = options.statusCodes[statusCode] === true;
  if (isSuccess && options.hijack === true) throw refuseUnupgraded(response);
  if (isSuccess && options.isStream === true) return response;
  const body = await readBounded(response);
  if (!isSuccess) throw new EngineStatusError(statusCode, readMessage(body));
  return parseAnswer(body, response.headers['content-type'] ?? '');
}

function refuseUnupgraded(response: IncomingMessage): EngineAnswerError {
  response.destroy();
  return new EngineAnswerError('The engine, or a proxy before it, does not upgrade connections.');
}

async function readBounded(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new EngineAnswerError("The engine's answer is larger than 4 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** dockerode takes ids out of answers without looking, so what should be JSON is an object or a list, never null. */
function parseAnswer(body: Buffer, contentType: string): unknown {
  if (body.length === 0) return {};
  if (!contentType.startsWith('application/json')) return body;
  const answer = parseJson(body);
  if (typeof answer === 'object' && answer !== null) return answer;
  throw new EngineAnswerError("The engine's answer is not the JSON that its header promises.");
}

function readMessage(body: Buffer): string {
  const answer = parseJson(body);
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
  return typeof message === 'string' ? message : body.toString('utf8', 0, 500);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** `promise`, or the signal's reason if that comes first; whoever else waits for `promise` goes on waiting. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let stopListening = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    stopListening = () => {
      signal.removeEventListener('abort', abort);
    };
  });
  return Promise.race([promise, aborted]).finally(stopListening);
}
