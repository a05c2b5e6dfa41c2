import { setTimeout as sleep } from 'node:timers/promises';
import { addAbortSignal } from 'node:stream';

import type Docker from 'dockerode';

import { callEngine, INSPECT_MS } from './call-engine.js';
import { checkFullId, checkVariableNames, readFullId } from './check-name.js';
import { EngineAnswerError, EngineRefusedError, ExecLostError, ExecTimeoutError } from './docker-driver.errors.js';
import type { ExecOutcome, ExecSpec, ExecState, RunExecOptions } from './docker-driver.port.js';
import { ExecOutput } from './exec-output.js';
import { hideValues } from './hide-values.js';
import { toEnv } from './to-create-options.js';
import { toExecState } from './to-exec-state.js';
import { isMissing, undefinedWhen } from './translate-docker-error.js';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;

export async function createExec(docker: Docker, containerId: string, spec: ExecSpec): Promise<string> {
  checkVariableNames(spec.environment);
  const container = docker.getContainer(checkFullId(containerId));
  const attach = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false };
  const options = { ...attach, Cmd: [...spec.command], Env: toEnv(spec.environment) };
  return callEngine({ name: `prepare a command in ${containerId}`, timeoutMs: INSPECT_MS }, async (abortSignal) => {
    const exec = await hideValues(spec.environment, container.exec({ ...options, abortSignal }));
    return readFullId(exec.id);
  });
}

export async function findExec(docker: Docker, execId: string, signal?: AbortSignal): Promise<ExecState | undefined> {
  const exec = docker.getExec(checkFullId(execId));
  const call = { name: `inspect command ${execId}`, timeoutMs: INSPECT_MS, signal };
  const answer = await callEngine(call, (abortSignal) => undefinedWhen(isMissing, exec.inspect({ abortSignal })));
  return answer === undefined ? undefined : toExecState(answer);
}

/**
 * The engine answers a second start of an ended command with success and a complaint in the output, so the state is
 * asked for before, unless nobody can have started it. The exit code stands only in the state after it.
 */
export async function runExec(docker: Docker, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
  const endsAt = Date.now() + options.timeoutMs;
  if (options.isNew !== true) await checkStartable(docker, execId, options.signal);
  const output = await readOutput(docker, execId, options);
  const exitCode = await waitForExit(docker, execId, endsAt, options.signal);
  if (output.stdout.startsWith(`Error: Exec command ${execId} `)) throw refuseStart(execId);
  return { stdout: output.stdout, stderr: output.stderr, truncated: output.isTruncated, exitCode };
}

async function checkStartable(docker: Docker, execId: string, signal: AbortSignal | undefined): Promise<void> {
  const state = await findExec(docker, execId, signal);
  if (state === undefined) throw toLost(execId);
  if (state.phase !== 'not-started') throw refuseStart(execId);
}

async function readOutput(docker: Docker, execId: string, options: RunExecOptions): Promise<ExecOutput> {
  const { timeoutMs, signal, maxOutputBytes, stdin } = options;
  const start = { hijack: true, stdin: true, Detach: false, Tty: false };
  const call = { name: `run command ${execId}`, timeoutMs, signal, TimeoutError: ExecTimeoutError };
  return callEngine(call, async (abortSignal) => {
    const socket = await undefinedWhen(isMissing, docker.getExec(execId).start({ ...start, abortSignal }));
    if (socket === undefined) throw toLost(execId);
    const output = new ExecOutput(maxOutputBytes);
    await output.readFrom(addAbortSignal(abortSignal, socket), stdin);
    return output;
  });
}

/** The stream may end before the engine has noted the exit, or long before: a command can close its output and go on. */
async function waitForExit(
  docker: Docker,
  execId: string,
  endsAt: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const state = await findExec(docker, execId);
    if (state?.phase === 'ended') return state.exitCode;
    if (state === undefined) throw toLost(execId);
    if (state.phase === 'not-started') throw new EngineAnswerError(`Command ${execId} ended without having started.`);
    if (Date.now() + pauseMs >= endsAt) throw new ExecTimeoutError(`Command ${execId} outlived its time limit.`);
    signal?.throwIfAborted();
    await sleep(pauseMs);
  }
}

function refuseStart(execId: string): EngineRefusedError {
  return new EngineRefusedError(`Command ${execId} was started before.`);
}

function toLost(execId: string): ExecLostError {
  return new ExecLostError(`Command ${execId} is not known to the engine (any more).`);
}
