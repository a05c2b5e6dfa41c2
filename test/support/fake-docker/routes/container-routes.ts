import { type ContainerInfo, NameTakenError, PortTakenError } from '#docker-driver';
import { EngineFailure } from '../engine-failure.js';
import type { Answer, EngineCall } from '../fake-docker.types.js';
import type { FakeHost } from '../fake-host.js';
import { hasLabels, hasName, readFilters } from '../read-filters.js';
import { toContainerAnswer, toContainerSummary } from '../to-container-answer.js';
import { toContainerChange, toContainerSpec } from '../to-container-spec.js';
import { toFrame } from '../to-frames.js';
import type { FakeSite, Route } from './route.types.js';

export const CONTAINER_ROUTES: readonly Route[] = [
  { name: 'createContainer', method: 'POST', path: /^\/containers\/create()$/, answer: create },
  { name: 'listContainers', method: 'GET', path: /^\/containers\/json()$/, answer: list },
  { name: 'inspectContainer', method: 'GET', path: /^\/containers\/([^/]+)\/json$/, answer: inspect },
  { name: 'updateContainer', method: 'POST', path: /^\/containers\/([^/]+)\/update$/, answer: update },
  { name: 'startContainer', method: 'POST', path: /^\/containers\/([^/]+)\/start$/, answer: start },
  { name: 'stopContainer', method: 'POST', path: /^\/containers\/([^/]+)\/stop$/, answer: stop },
  { name: 'removeContainer', method: 'DELETE', path: /^\/containers\/([^/]+)$/, answer: remove },
  { name: 'readLog', method: 'GET', path: /^\/containers\/([^/]+)\/logs$/, answer: readLog },
];

function create({ host }: FakeSite, { query, body }: EngineCall): Answer {
  const spec = toContainerSpec(query.get('name') ?? '', body);
  try {
    return { status: 201, json: { Id: host.create(spec).containerId, Warnings: [] } };
  } catch (error) {
    throw error instanceof NameTakenError ? sayNameTaken(host.get(spec.name)) : error;
  }
}

function list({ host }: FakeSite, { query }: EngineCall): Answer {
  const filters = readFilters(query, ['label', 'name', 'status']);
  const states = filters.status.length > 0 ? filters.status : ['running'];
  const areAll = isTrue(query.get('all')) && filters.status.length === 0;
  const found = host.engine
    .containers()
    .filter(({ state }) => areAll || states.includes(state))
    .filter(({ labels, name }) => hasLabels(labels, filters.label) && hasName(name, filters.name));
  return { status: 200, json: found.map((container) => toContainerSummary(host, container)).reverse() };
}

function inspect({ host }: FakeSite, { target }: EngineCall): Answer {
  return { status: 200, json: toContainerAnswer(host, host.get(target)) };
}

function update({ host }: FakeSite, { target, body }: EngineCall): Answer {
  host.update(host.get(target), toContainerChange(body));
  return { status: 200, json: { Warnings: null } };
}

function start({ host }: FakeSite, { target }: EngineCall): Answer {
  const container = host.get(target);
  checkNetwork(host, container);
  try {
    return { status: host.start(container) ? 204 : 304 };
  } catch (error) {
    throw error instanceof PortTakenError ? sayPortTaken(host, container, error) : error;
  }
}

function stop({ host }: FakeSite, { target }: EngineCall): Answer {
  return { status: host.stop(host.get(target)) ? 204 : 304 };
}

function remove({ host }: FakeSite, { target, query }: EngineCall): Answer {
  const container = host.get(target);
  if (container.state === 'running' && !isTrue(query.get('force'))) throw sayStillRunning(container);
  host.remove(container);
  return { status: 204 };
}

function readLog({ host }: FakeSite, { target, query }: EngineCall): Answer {
  const log = host.engine.logs.readText(host.get(target).containerId, Number(query.get('tail') ?? '1000'));
  return { status: 200, bytes: log === '' ? Buffer.alloc(0) : toFrame(Buffer.from(log)) };
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function sayNameTaken({ name, containerId }: ContainerInfo): EngineFailure {
  const why = `The container name "/${name}" is already in use by container "${containerId}".`;
  const advice = 'You have to remove (or rename) that container to be able to reuse that name.';
  return new EngineFailure(409, `Conflict. ${why} ${advice}`);
}

function sayStillRunning({ containerId }: ContainerInfo): EngineFailure {
  const advice = 'Stop the container before attempting removal or force remove';
  return new EngineFailure(409, `You cannot remove a running container ${containerId}. ${advice}`);
}

function checkNetwork(host: FakeHost, container: ContainerInfo): void {
  const { networkName } = host.details(container).spec;
  if (!host.networks.has(networkName)) throw new EngineFailure(404, `network ${networkName} not found`);
}

/** A port of another container and one of a stranger's process are told in different words. */
function sayPortTaken(host: FakeHost, container: ContainerInfo, { message }: PortTakenError): EngineFailure {
  const hostPort = Number(/\d+/.exec(message)?.[0]);
  const { hostIp } = container.ports.find((port) => port.hostPort === hostPort) ?? { hostIp: '0.0.0.0' };
  const why = host.engine.foreignPorts.has(hostPort)
    ? `Error starting userland proxy: listen tcp4 ${hostIp}:${hostPort}: bind: address already in use`
    : `Bind for ${hostIp}:${hostPort} failed: port is already allocated`;
  const endpoint = `endpoint ${container.name} (${container.containerId})`;
  return new EngineFailure(500, `driver failed programming external connectivity on ${endpoint}: ${why}`);
}
