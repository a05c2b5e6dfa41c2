import { readLabels, readString } from '../../../../libs/docker-driver/src/read-answer.js';
import { EngineFailure } from '../engine-failure.js';
import type { Answer, EngineCall } from '../fake-docker.types.js';
import type { FakeHost } from '../fake-host.js';
import { hasLabels, hasName, readFilters } from '../read-filters.js';
import type { FakeSite, Route } from './route.types.js';

export const VOLUME_ROUTES: readonly Route[] = [
  { name: 'createVolume', method: 'POST', path: /^\/volumes\/create()$/, answer: create },
  { name: 'listVolumes', method: 'GET', path: /^\/volumes()$/, answer: list },
  { name: 'inspectVolume', method: 'GET', path: /^\/volumes\/([^/]+)$/, answer: inspect },
  { name: 'removeVolume', method: 'DELETE', path: /^\/volumes\/([^/]+)$/, answer: remove },
];

function create({ host }: FakeSite, { body }: EngineCall): Answer {
  const name = readString(body['Name'], 'Name');
  host.createVolume(name, readLabels(body['Labels']));
  return { status: 201, json: toVolumeAnswer(host, name) };
}

function list({ host }: FakeSite, { query }: EngineCall): Answer {
  const filters = readFilters(query, ['label', 'name']);
  const found = host
    .volumes()
    .filter(({ name, labels }) => hasLabels(labels, filters.label) && hasName(name, filters.name));
  return { status: 200, json: { Volumes: found.map(({ name }) => toVolumeAnswer(host, name)), Warnings: null } };
}

function inspect({ host }: FakeSite, { target }: EngineCall): Answer {
  return { status: 200, json: toVolumeAnswer(host, target) };
}

function remove({ host }: FakeSite, { target }: EngineCall): Answer {
  host.removeVolume(target);
  return { status: 204 };
}

function toVolumeAnswer(host: FakeHost, name: string): object {
  const labels = host.engine.volumes.get(name);
  if (labels === undefined) throw new EngineFailure(404, `get ${name}: no such volume`);
  // An engine says null for a volume that was given no labels.
  const Labels = Object.keys(labels).length === 0 ? null : labels;
  const Mountpoint = `/var/lib/docker/volumes/${name}/_data`;
  return { Name: name, Driver: 'local', Labels, Mountpoint, Options: null, Scope: 'local' };
}
