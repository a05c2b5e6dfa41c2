import type { StoredExec } from '#docker-driver/testing';
import { readStrings } from '../../../../libs/docker-driver/src/read-answer.js';
import { EngineFailure } from '../engine-failure.js';
import type { Answer, EngineCall, StreamAnswer } from '../fake-docker.types.js';
import type { FakeHost } from '../fake-host.js';
import { toEnvironment } from '../to-container-spec.js';
import { toFrames } from '../to-frames.js';
import type { FakeSite, Route } from './route.types.js';

export const EXEC_ROUTES: readonly Route[] = [
  { name: 'createExec', method: 'POST', path: /^\/containers\/([^/]+)\/exec$/, answer: create },
  { name: 'startExec', method: 'POST', path: /^\/exec\/([^/]+)\/start$/, answer: start },
  { name: 'inspectExec', method: 'GET', path: /^\/exec\/([^/]+)\/json$/, answer: inspect },
];

function create({ host: { engine }, host }: FakeSite, { target, body }: EngineCall): Answer {
  const container = engine.getRunning(host.get(target).containerId);
  const spec = { command: readStrings(body['Cmd'], 'Cmd'), environment: toEnvironment(body['Env']) };
  return { status: 201, json: { Id: engine.execs.create(container, spec) } };
}

function start({ host, service }: FakeSite, { target, stdin }: EngineCall): Answer {
  const exec = get(host, target);
  checkRunning(host, exec);
  if (exec.state.phase !== 'not-started') return refuseSecondStart(exec);
  return { status: 101, frames: host.execs.run(target, stdin, service.run).then(toFrames) };
}

function inspect({ host }: FakeSite, { target }: EngineCall): Answer {
  return { status: 200, json: toExecAnswer(get(host, target)) };
}

function get(host: FakeHost, execId: string): StoredExec {
  const exec = host.engine.execs.findStored(execId);
  if (exec === undefined) throw new EngineFailure(404, `No such exec instance: ${execId}`);
  return exec;
}

function checkRunning(host: FakeHost, { containerId }: StoredExec): void {
  const { state, exitCode } = host.get(containerId);
  if (state === 'running') return;
  throw new EngineFailure(500, `Container ${containerId} is not running: Exited (${exitCode}) 1 second ago`);
}

/** A success, with a complaint for an output: so says a real engine. */
function refuseSecondStart({ execId, state }: StoredExec): StreamAnswer {
  const why = state.phase === 'running' ? 'is already running' : 'has already run';
  return { status: 101, frames: Promise.resolve(toFrames({ stdout: `Error: Exec command ${execId} ${why}\r\n` })) };
}

function toExecAnswer({ execId, containerId, command: [entrypoint, ...rest], state }: StoredExec): object {
  return {
    ID: execId,
    Running: state.phase === 'running',
    ExitCode: state.phase === 'ended' ? state.exitCode : null,
    ProcessConfig: { tty: false, entrypoint, arguments: rest, privileged: false },
    OpenStdin: true,
    OpenStderr: true,
    OpenStdout: true,
    ContainerID: containerId,
  };
}
