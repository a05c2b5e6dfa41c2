import { describe, expect, it } from 'vitest';

import { EngineAnswerError } from './docker-driver.errors.js';
import { toImageInfo } from './to-image-info.js';

describe('toImageInfo', () => {
  it('reads what an image declares', () => {
    const Config = {
      ExposedPorts: { '3306/tcp': {}, '53/udp': {}, '8000-8010/tcp': {} },
      Volumes: { '/data': {} },
      Labels: { a: 'b' },
      Healthcheck: { Test: ['CMD', 'healthy', '--now'] },
    };

    expect(toImageInfo({ Id: 'sha256:1', RepoDigests: ['redis@sha256:2'], Config })).toEqual({
      imageId: 'sha256:1',
      digests: ['redis@sha256:2'],
      exposedPorts: [
        { port: 3306, protocol: 'tcp' },
        { port: 53, protocol: 'udp' },
      ],
      volumes: ['/data'],
      labels: { a: 'b' },
      healthCommand: ['healthy', '--now'],
    });
  });

  it.each([
    { Test: undefined, Shell: undefined, command: undefined },
    { Test: [], Shell: undefined, command: undefined },
    { Test: ['NONE'], Shell: undefined, command: undefined },
    { Test: ['CMD-SHELL', 'ping'], Shell: undefined, command: ['/bin/sh', '-c', 'ping'] },
    { Test: ['CMD-SHELL', 'ping'], Shell: ['/bin/bash', '-ec'], command: ['/bin/bash', '-ec', 'ping'] },
    { Test: ['UNHEARD-OF', 'ping'], Shell: undefined, command: undefined },
  ])('runs the health command $Test as $command', ({ Test, Shell, command }) => {
    expect(toImageInfo({ Id: 'x', Config: { Healthcheck: { Test }, Shell } }).healthCommand).toEqual(command);
  });

  it('does without what engines leave out', () => {
    expect(toImageInfo({ Id: 'x', RepoDigests: null, Config: null })).toMatchObject({ digests: [], volumes: [] });
    expect(() => toImageInfo({ RepoDigests: [] })).toThrow(EngineAnswerError);
  });
});
