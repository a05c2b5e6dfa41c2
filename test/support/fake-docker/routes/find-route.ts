import { EngineFailure } from '../engine-failure.js';
import { CONTAINER_ROUTES } from './container-routes.js';
import { API_VERSION, ENGINE_ROUTES } from './engine-routes.js';
import { EXEC_ROUTES } from './exec-routes.js';
import { IMAGE_ROUTES } from './image-routes.js';
import { NETWORK_ROUTES } from './network-routes.js';
import type { Route } from './route.types.js';
import { VOLUME_ROUTES } from './volume-routes.js';

const ROUTES: readonly Route[] = [
  ...CONTAINER_ROUTES,
  ...EXEC_ROUTES,
  ...VOLUME_ROUTES,
  ...NETWORK_ROUTES,
  ...IMAGE_ROUTES,
  ...ENGINE_ROUTES,
];
const VERSIONED = /^\/v1\.(\d+)(\/.*)$/;

export interface FoundRoute {
  readonly route: Route;
  readonly target: string;
}

/** Throws what an engine answers to a version it does not speak, and to a path that it does not have. */
export function findRoute(method: string, path: string): FoundRoute {
  const plain = withoutVersion(path);
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(plain) : null;
    if (match !== null) return { route, target: decodeURIComponent(match[1] ?? '') };
  }
  throw new EngineFailure(404, 'page not found');
}

function withoutVersion(path: string): string {
  const [, minor, rest = path] = VERSIONED.exec(path) ?? [];
  if (minor === undefined || Number(minor) <= Number(API_VERSION.slice(2))) return rest;
  const advice = `Maximum supported API version is ${API_VERSION}`;
  throw new EngineFailure(400, `client version 1.${minor} is too new. ${advice}`);
}
