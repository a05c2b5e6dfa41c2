import { addAbortSignal, type Readable } from 'node:stream';

import type Docker from 'dockerode';

import { callEngine, INSPECT_MS } from './call-engine.js';
import { checkFullId } from './check-name.js';
import type { FollowLogOptions, LogLine, LogQuery } from './docker-driver.port.js';
import { LogLines } from './log-lines.js';
import { LogTail } from './log-tail.js';
import type { DialOptions } from './to-http-request.js';
import { translateDockerError } from './translate-docker-error.js';

const STATUS_CODES = { 200: true, 404: 'no such container', 500: 'server error' } as const;

/** As a stream and not by dockerode's own call, which keeps all of an answer that ends. */
export async function readLog(docker: Docker, containerId: string, query: LogQuery): Promise<readonly LogLine[]> {
  const tail = new LogTail();
  const lines = new LogLines((line) => {
    tail.add(line);
  });
  await callEngine({ name: `read the log of ${containerId}`, timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const log = await open(docker, { containerId, query, follow: false, abortSignal });
    for await (const chunk of log as AsyncIterable<Buffer>) lines.push(chunk);
  });
  return tail.lines;
}

/** Only until the stream is open is there a time limit. */
export async function followLog(docker: Docker, containerId: string, options: FollowLogOptions): Promise<void> {
  const { signal, onLine } = options;
  const call = { name: `follow the log of ${containerId}`, timeoutMs: INSPECT_MS, signal };
  try {
    const log = await callEngine(call, (abortSignal) =>
      open(docker, { containerId, query: options, follow: true, abortSignal }),
    );
    const read: LogLine[] = [];
    const lines = new LogLines((line) => read.push(line));
    for await (const chunk of addAbortSignal(signal, log) as AsyncIterable<Buffer>) {
      lines.push(chunk);
      for (const line of read.splice(0)) await onLine(line);
    }
  } catch (error) {
    if (!isCalledOff(signal)) throw translateDockerError(error, call.name);
  }
}

function isCalledOff({ aborted }: AbortSignal): boolean {
  return aborted;
}

interface LogCall {
  readonly containerId: string;
  readonly query: LogQuery;
  readonly follow: boolean;
  readonly abortSignal: AbortSignal;
}

function open(docker: Docker, { containerId, query, follow, abortSignal }: LogCall): Promise<Readable> {
  const { tail, sinceMs } = query;
  const since = sinceMs === undefined ? {} : { since: (sinceMs / 1_000).toFixed(3) };
  const dial: DialOptions = {
    path: `/containers/${checkFullId(containerId)}/logs?`,
    method: 'GET',
    options: { stdout: true, stderr: true, timestamps: true, tail, follow, ...since },
    statusCodes: STATUS_CODES,
    isStream: true,
    abortSignal,
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(dial, (error, answer) => {
      if (error === null) resolve(answer as Readable);
      else reject(error);
    });
  });
}
