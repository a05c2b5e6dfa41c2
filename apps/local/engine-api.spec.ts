import { describe, expect, it } from 'vitest';
import { toEngineAddress } from './engine-api.mjs';

describe('toEngineAddress', () => {
  it.each([
    ['unix:///var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
    ['tcp://127.0.0.1:2376', { host: '127.0.0.1', port: 2376 }],
    ['tcp://127.0.0.1', { host: '127.0.0.1', port: 2375 }],
  ])('reads %s', (dockerHost, address) => {
    expect(toEngineAddress(dockerHost)).toEqual(address);
  });

  it.each(['ssh://me@host', 'npipe:////./pipe/docker_engine', 'nonsense'])('refuses %s', (dockerHost) => {
    expect(() => toEngineAddress(dockerHost)).toThrow(dockerHost);
  });
});
