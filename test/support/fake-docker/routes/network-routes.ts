import { readLabels, readString } from '../../../../libs/docker-driver/src/read-answer.js';
import { EngineFailure } from '../engine-failure.js';
import type { Answer, EngineCall } from '../fake-docker.types.js';
import type { FakeNetwork } from '../fake-host.js';
import { hasName, readFilters } from '../read-filters.js';
import type { FakeSite, Route } from './route.types.js';

export const NETWORK_ROUTES: readonly Route[] = [
  { name: 'createNetwork', method: 'POST', path: /^\/networks\/create()$/, answer: create },
  { name: 'listNetworks', method: 'GET', path: /^\/networks()$/, answer: list },
  { name: 'removeNetwork', method: 'DELETE', path: /^\/networks\/([^/]+)$/, answer: remove },
];

function create({ host }: FakeSite, { body }: EngineCall): Answer {
  const driver = readString(body['Driver'] ?? 'bridge', 'Driver');
  const networkId = host.createNetwork(readString(body['Name'], 'Name'), driver, readLabels(body['Options']));
  return { status: 201, json: { Id: networkId, Warning: '' } };
}

function list({ host }: FakeSite, { query }: EngineCall): Answer {
  const filters = readFilters(query, ['name']);
  const found = [...host.networks].filter(([name]) => hasName(name, filters.name));
  return { status: 200, json: found.map(([name, network]) => toNetworkAnswer(name, network)) };
}

function remove({ host }: FakeSite, { target }: EngineCall): Answer {
  const found = [...host.networks].find(([name, { networkId }]) => name === target || networkId === target);
  if (found === undefined) throw new EngineFailure(404, `network ${target} not found`);
  host.removeNetwork(found[0]);
  return { status: 204 };
}

function toNetworkAnswer(name: string, { networkId, createdAt, driver, options }: FakeNetwork): object {
  return {
    Name: name,
    Id: networkId,
    Created: createdAt,
    Scope: 'local',
    Driver: driver,
    Options: options,
    Labels: {},
  };
}
