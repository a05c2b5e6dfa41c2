import type { Route } from './route.types.js';

export const API_VERSION = '1.41';
const ENGINE_VERSION = '20.10.24';

export const ENGINE_ROUTES: readonly Route[] = [
  {
    name: 'version',
    method: 'GET',
    path: /^\/version()$/,
    answer: () => ({
      status: 200,
      json: { Version: ENGINE_VERSION, ApiVersion: API_VERSION, MinAPIVersion: '1.12', Os: 'linux', Arch: 'amd64' },
    }),
  },
  {
    name: 'info',
    method: 'GET',
    path: /^\/info()$/,
    answer: ({ host: { engine } }) => ({
      status: 200,
      json: {
        ID: engine.engineId,
        Name: 'fake',
        ServerVersion: ENGINE_VERSION,
        Containers: engine.containers().length,
        Images: engine.images.size,
        OSType: 'linux',
        SecurityOptions: ['name=seccomp,profile=default'],
        LiveRestoreEnabled: false,
      },
    }),
  },
  {
    name: 'ping',
    method: 'GET',
    path: /^\/_ping()$/,
    answer: () => ({ status: 200, bytes: Buffer.from('OK') }),
  },
];
